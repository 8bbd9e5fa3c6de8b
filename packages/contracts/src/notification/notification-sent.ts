import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { idField } from '../fields/id.js';

/**
 * Sent by notification when a delivery has left for the customer; what operators are told is not announced.
 * Nobody consumes it yet; it is there for audit and statistics.
 */
export const NotificationSent = defineMessage({
  type: 'NotificationSent',
  version: 1,
  kind: 'event',
  data: z.object({
    notificationId: idField,
    userId: idField,
    channel: z.enum(['EMAIL', 'SMS', 'PUSH']),
    /** Name of the template, e.g. `order-confirmed`. */
    template: z.string().min(1),
  }),
});
