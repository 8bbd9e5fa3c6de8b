import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { codeField } from '../fields/code.js';
import { idField } from '../fields/id.js';

/**
 * Sent by order when the reservation of an order ran out and its pieces went to others, although the parcel has left: the stock
 * is not what the books say, and nothing can be undone.
 * Consumed by notification, which tells the operators.
 */
export const ReservationLost = defineMessage({
  type: 'ReservationLost',
  version: 1,
  kind: 'event',
  data: z.object({
    sagaId: idField,
    orderId: idField,
    /** The order's number as customers read it. */
    number: z.string().min(1),
    /** The order's status, e.g. `SHIPPED`. */
    orderStatus: codeField,
    /** What is wrong, for people. */
    problem: z.string().min(1),
  }),
});
