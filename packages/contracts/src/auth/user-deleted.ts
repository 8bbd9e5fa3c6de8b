import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { idField } from '../fields/id.js';

/**
 * Sent by auth on `deleteAccount`.
 * Consumed by user, product, order and notification, which erase or anonymise what they keep about the person.
 */
export const UserDeleted = defineMessage({
  type: 'UserDeleted',
  version: 1,
  kind: 'event',
  data: z.object({
    userId: idField,
  }),
});
