import { IsOptional, IsUUID, Length } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { NotificationStatusType } from '../types/notification-enums.js';

@InputType({ description: 'Which of your notifications.' })
export class NotificationFilterInput {
  @Field(() => Boolean, { defaultValue: false, description: 'Only those that are not marked as read.' })
  unreadOnly: boolean;
}

@InputType({ description: 'Which notifications; what is left out narrows nothing.' })
export class NotificationDeliveryFilterInput {
  @Field(() => ID, { nullable: true, description: 'Of this account.' })
  @IsOptional()
  @IsUUID('all', { message: 'the account is named by its UUID' })
  userId?: string | null;

  @Field(() => NotificationStatusType, { nullable: true, description: 'That have come this far.' })
  status?: NotificationStatusType | null;

  @Field(() => String, { nullable: true, description: 'Of the template with this key.' })
  @IsOptional()
  @Length(1, 100, { message: 'the key of a template has 1 to 100 characters' })
  template?: string | null;
}

@InputType({ description: 'Marks one of your notifications as read.' })
export class MarkNotificationReadInput {
  @Field(() => ID, { description: 'The notification.' })
  @IsUUID('all', { message: 'the notification is named by its UUID' })
  id: string;
}

@InputType({ description: 'Sends a notification once more.' })
export class ResendNotificationInput {
  @Field(() => ID, { description: 'The notification.' })
  @IsUUID('all', { message: 'the notification is named by its UUID' })
  id: string;
}

@InputType({ description: 'Gives a dead letter to its consumer once more.' })
export class RedriveDeadLetterInput {
  @Field(() => ID, { description: 'The dead letter.' })
  @Length(1, 200, { message: 'the dead letter is named by the id that deadLetters shows' })
  id: string;
}

@InputType({ description: 'Deletes a dead letter for good.' })
export class DiscardDeadLetterInput {
  @Field(() => ID, { description: 'The dead letter.' })
  @Length(1, 200, { message: 'the dead letter is named by the id that deadLetters shows' })
  id: string;
}
