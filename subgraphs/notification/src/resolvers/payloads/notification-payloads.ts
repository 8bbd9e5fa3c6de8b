import { UserError } from '@techally/subgraph-kit';
import { Field, ID, ObjectType } from 'type-graphql';
import { NotificationDeliveryType } from '../types/notification-delivery-type.js';
import { NotificationType } from '../types/notification-type.js';

@ObjectType({ description: 'The notification that was marked as read, or what is wrong.' })
export class MarkNotificationReadPayload {
  @Field(() => NotificationType, {
    nullable: true,
    description: 'The notification; null when something is wrong.',
  })
  notification: NotificationType | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty when all went well.' })
  userErrors: UserError[];
}

@ObjectType({ description: 'The notification that was queued again, or what is wrong.' })
export class ResendNotificationPayload {
  @Field(() => NotificationDeliveryType, {
    nullable: true,
    description: 'The notification; null when something is wrong.',
  })
  notification: NotificationDeliveryType | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty when all went well.' })
  userErrors: UserError[];
}

/** What became of one dead letter. */
@ObjectType()
abstract class DeadLetterPayload {
  @Field(() => ID, {
    nullable: true,
    description: 'The id that the dead letter had; null when something is wrong.',
  })
  deadLetterId: string | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty when all went well.' })
  userErrors: UserError[];
}

@ObjectType({ description: 'The dead letter that was put back into its queue, or what is wrong.' })
export class RedriveDeadLetterPayload extends DeadLetterPayload {}

@ObjectType({ description: 'The dead letter that was deleted, or what is wrong.' })
export class DiscardDeadLetterPayload extends DeadLetterPayload {}
