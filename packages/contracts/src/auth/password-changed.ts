import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { idField } from '../fields/id.js';

/**
 * Sent by auth after `changePassword` and `resetPassword`.
 * Consumed by notification, which warns the owner of the account.
 */
export const PasswordChanged = defineMessage({
  type: 'PasswordChanged',
  version: 1,
  kind: 'event',
  data: z.object({
    userId: idField,
    email: z.email(),
  }),
});
