import { connectionType } from '@techally/subgraph-kit';
import { Field, GraphQLISODateTime, Int, ObjectType } from 'type-graphql';
import { ChannelType } from './notification-enums.js';

@ObjectType({ description: 'A template filled with sample data.' })
export class NotificationPreview {
  @Field(() => String, { description: 'The headline.' })
  subject: string;

  @Field(() => String, { description: 'The text.' })
  body: string;
}

@ObjectType('NotificationTemplate', { description: 'The words of a kind of notification.' })
export class NotificationTemplateType {
  @Field(() => String, { description: 'Its name, for example "order-confirmed".' })
  key: string;

  @Field(() => ChannelType, { description: 'The way that its notifications take.' })
  channel: ChannelType;

  @Field(() => String, { description: 'The headline, with {{placeholders}}.' })
  subject: string;

  @Field(() => String, { description: 'The text, with {{placeholders}}.' })
  body: string;

  @Field(() => Int, { description: 'Counts the changes of its words.' })
  version: number;

  @Field(() => GraphQLISODateTime, { description: 'When its words were changed last.' })
  updatedAt: Date;
}

export const NotificationTemplateConnection = connectionType(() => NotificationTemplateType, {
  name: 'NotificationTemplate',
  items: 'templates',
});
