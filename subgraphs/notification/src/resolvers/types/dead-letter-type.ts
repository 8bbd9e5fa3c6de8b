import type { JsonObject } from '@techally/subgraph-kit';
import { GraphQLJSONObject } from '@techally/subgraph-kit';
import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';

@ObjectType('DeadLetter', { description: 'A message between services that its consumer gave up.' })
export class DeadLetterType {
  @Field(() => ID, { description: 'Names it in redriveDeadLetter; not the id of the message.' })
  id: string;

  @Field(() => String, {
    description: 'The queue that it failed in: consumer and type, for example "order.PaymentCompleted".',
  })
  queue: string;

  @Field(() => GraphQLJSONObject, { description: 'The message with its envelope; secrets are masked.' })
  message: JsonObject;

  @Field(() => String, { description: 'The last error.' })
  error: string;

  @Field(() => GraphQLISODateTime, { description: 'When it was given up.' })
  failedAt: Date;
}
