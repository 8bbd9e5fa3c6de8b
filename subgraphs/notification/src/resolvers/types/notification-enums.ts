import { registerEnumType } from 'type-graphql';

export enum ChannelType {
  EMAIL = 'EMAIL',
  SMS = 'SMS',
  PUSH = 'PUSH',
  IN_APP = 'IN_APP',
}

registerEnumType(ChannelType, {
  name: 'NotificationChannel',
  description: 'A way to a customer.',
  valuesConfig: {
    EMAIL: { description: 'An e-mail.' },
    SMS: { description: 'A text message to the telephone.' },
    PUSH: { description: 'A notification on the devices.' },
    IN_APP: { description: 'Shown in the shop, sent nowhere.' },
  },
});

export enum NotificationStatusType {
  QUEUED = 'QUEUED',
  SENT = 'SENT',
  FAILED = 'FAILED',
  SKIPPED = 'SKIPPED',
}

registerEnumType(NotificationStatusType, {
  name: 'NotificationStatus',
  description: 'How far a notification has come.',
  valuesConfig: {
    QUEUED: { description: 'It waits for its first or next attempt.' },
    SENT: { description: 'It has left; or, in the shop, it can be read.' },
    FAILED: { description: 'It was given up after several attempts.' },
    SKIPPED: {
      description:
        'There was no sense in sending it: the account is deleted, its link has expired, or it is not wanted on this channel.',
    },
  },
});
