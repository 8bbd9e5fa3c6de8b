import { connectionType } from '@techally/subgraph-kit';
import { Field, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from 'type-graphql';

@ObjectType('Preferences', { description: 'How an account wants to be spoken to.' })
export class PreferencesType {
  @Field(() => Boolean, { description: 'Whether messages about orders come by e-mail.' })
  emailNotifications: boolean;

  @Field(() => Boolean, { description: 'Whether messages about orders come by text message.' })
  smsNotifications: boolean;

  @Field(() => Boolean, { description: 'Whether messages about orders come by push message.' })
  pushNotifications: boolean;

  @Field(() => Boolean, { description: 'Whether advertising is welcome.' })
  marketing: boolean;

  @Field(() => String, { description: 'Language, script and region, such as "en-US".' })
  locale: string;

  @Field(() => String, {
    nullable: true,
    description: "ISO 4217 code of the currency to show; null is the shop's own.",
  })
  currency: string | null;

  @Field(() => Int, { description: 'Counts the changes, 0 before the first; pass it on with a change.' })
  version: number;
}

export enum DevicePlatformType {
  IOS = 'IOS',
  ANDROID = 'ANDROID',
  WEB = 'WEB',
}

registerEnumType(DevicePlatformType, {
  name: 'DevicePlatform',
  description: 'What kind of device takes push messages.',
  valuesConfig: {
    IOS: { description: 'An iPhone or iPad.' },
    ANDROID: { description: 'An Android phone or tablet.' },
    WEB: { description: 'A browser.' },
  },
});

@ObjectType('Device', {
  description: 'A phone, tablet or browser that takes push messages. Its token is never shown.',
})
export class DeviceType {
  @Field(() => ID, { description: 'The UUID of the device.' })
  id: string;

  @Field(() => DevicePlatformType, { description: 'What kind of device it is.' })
  platform: DevicePlatformType;

  @Field(() => String, { nullable: true, description: "The owner's name for it." })
  name: string | null;

  @Field(() => GraphQLISODateTime, { description: 'When it was registered first.' })
  createdAt: Date;

  @Field(() => GraphQLISODateTime, { description: 'When it was registered last.' })
  lastSeenAt: Date;
}

export const DeviceConnection = connectionType(() => DeviceType, { name: 'Device', items: 'devices' });
