import { connectionType } from '@techally/subgraph-kit';
import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { ChannelType, NotificationStatusType } from './notification-enums.js';

@ObjectType('NotificationDelivery', {
  description: 'A notification as administrators see it: how it reached its recipient.',
})
export class NotificationDeliveryType {
  @Field(() => ID, { description: 'The UUID of the notification.' })
  id: string;

  @Field(() => String, { description: 'The key of its template.' })
  template: string;

  @Field(() => ChannelType, { description: 'The way that it takes.' })
  channel: ChannelType;

  @Field(() => String, {
    nullable: true,
    description: 'The headline; null until the recipient is known, and when the account is deleted.',
  })
  subject: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The text with its secrets masked; null whenever the headline is.',
  })
  body: string | null;

  @Field(() => NotificationStatusType, { description: 'How far it has come.' })
  status: NotificationStatusType;

  @Field(() => Int, { description: 'How often it was tried since it was queued.' })
  attempts: number;

  @Field(() => String, { nullable: true, description: 'Why the last attempt failed, or why it was skipped.' })
  lastError: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it left last.' })
  sentAt: Date | null;

  @Field(() => GraphQLISODateTime, { description: 'When the fact was noted.' })
  createdAt: Date;

  // Resolved by NotificationDeliveryResolver.
  userId: string | null;
  orderId: string | null;
}

export const NotificationDeliveryConnection = connectionType(() => NotificationDeliveryType, {
  name: 'NotificationDelivery',
  items: 'deliveries',
});
