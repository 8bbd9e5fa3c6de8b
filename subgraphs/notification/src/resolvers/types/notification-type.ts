import type { Connection } from '@techally/subgraph-kit';
import { connectionType } from '@techally/subgraph-kit';
import { Directive, Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { ChannelType, NotificationStatusType } from './notification-enums.js';

@ObjectType('Notification', { description: 'Something that a customer was told.' })
@Directive('@key(fields: "id")')
export class NotificationType {
  @Field(() => ID, { description: 'The UUID of the notification.' })
  id: string;

  @Field(() => String, { description: 'What it is about, for programs, for example "order-confirmed".' })
  template: string;

  @Field(() => ChannelType, { description: 'The way that it takes.' })
  channel: ChannelType;

  @Field(() => String, { description: 'The headline.' })
  subject: string;

  @Field(() => String, { description: 'The text. Secrets, as in links, are masked.' })
  body: string;

  @Field(() => NotificationStatusType, { description: 'How far it has come.' })
  status: NotificationStatusType;

  @Field(() => Boolean, { description: 'Whether it was marked as read.' })
  read: boolean;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When it was marked as read; null when it was not.',
  })
  readAt: Date | null;

  @Field(() => GraphQLISODateTime, { description: 'When it was written.' })
  createdAt: Date;

  // Resolved by NotificationResolver.
  orderId: string | null;
}

const NotificationPage = connectionType(() => NotificationType, {
  name: 'Notification',
  items: 'notifications',
});

@ObjectType('NotificationConnection', { description: 'A page of notifications, and how many are unread.' })
export class NotificationConnection extends NotificationPage {
  @Field(() => Int, {
    description: 'How many of all your notifications are unread, whatever the filter; costs one count.',
  })
  unreadCount: Promise<number>;
}

/** What {@link NotificationConnection} is made of. */
export type NotificationPageOfUser = Connection<NotificationType> & { readonly unreadCount: Promise<number> };
