import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { idField } from '../fields/id.js';

/**
 * Sent by auth in the transaction of `register`.
 * Consumed by user, which creates the profile if `register` could not, and by notification, which sends the welcome.
 */
export const UserRegistered = defineMessage({
  type: 'UserRegistered',
  version: 1,
  kind: 'event',
  data: z.object({
    userId: idField,
    email: z.email(),
    firstName: z.string(),
    lastName: z.string(),
  }),
});
