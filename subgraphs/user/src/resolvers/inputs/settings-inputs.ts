import { IsOptional, Matches } from 'class-validator';
import { Field, InputType, Int } from 'type-graphql';
import { DevicePlatformType } from '../types/settings-types.js';
import { Text } from './text.js';

@InputType({ description: 'A change of your preferences; what is left out stays as it is.' })
export class SetPreferencesInput {
  @Field(() => Int, {
    nullable: true,
    description: 'The version that you have read; the change is refused when it is another by now.',
  })
  version?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether messages about orders come by e-mail.' })
  emailNotifications?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether messages about orders come by text message.',
  })
  smsNotifications?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether messages about orders come by push message.',
  })
  pushNotifications?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether advertising is welcome.' })
  marketing?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Language, script and region, such as "en-US".' })
  @IsOptional()
  @Matches(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/, {
    message: 'the locale is a language and a region, such as "en-US"',
  })
  locale?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "ISO 4217 code of the currency to show; null is the shop's own.",
  })
  @IsOptional()
  @Matches(/^[A-Z]{3}$/, { message: 'the currency is an ISO 4217 code of three upper-case letters' })
  currency?: string | null;
}

@InputType({ description: 'A device that takes push messages.' })
export class RegisterDeviceInput {
  @Field(() => String, {
    description: 'The push token that the platform gave to the app; 1 to 512 characters.',
  })
  @Text(1, 512, 'the token needs 1 to 512 characters')
  token: string;

  @Field(() => DevicePlatformType, { description: 'What kind of device it is.' })
  platform: DevicePlatformType;

  @Field(() => String, { nullable: true, description: 'Your own name for it; at most 100 characters.' })
  @IsOptional()
  @Text(0, 100, 'the name has at most 100 characters')
  name?: string | null;
}
