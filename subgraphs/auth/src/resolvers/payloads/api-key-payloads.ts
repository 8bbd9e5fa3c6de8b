import { UserError } from '@techally/subgraph-kit';
import { Field, ObjectType } from 'type-graphql';
import { ApiKeyType } from '../types/api-key-type.js';

@ObjectType({ description: 'The API key that was made, or what is wrong.' })
export class CreateApiKeyPayload {
  @Field(() => ApiKeyType, { nullable: true, description: 'Its entry; null when something is wrong.' })
  apiKey: ApiKeyType | null;

  @Field(() => String, {
    nullable: true,
    description: 'The key itself. It is shown this once; null when something is wrong.',
  })
  key: string | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty when all went well.' })
  userErrors: UserError[];
}

@ObjectType({ description: 'The API key that was revoked, or what is wrong.' })
export class RevokeApiKeyPayload {
  @Field(() => ApiKeyType, { nullable: true, description: 'Its entry; null when something is wrong.' })
  apiKey: ApiKeyType | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty when all went well.' })
  userErrors: UserError[];
}
