import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { idField } from '../fields/id.js';

/**
 * Sent by inventory whenever the stock of a product changes.
 * Nobody consumes it yet; it is there for an in-stock filter of search.
 */
export const StockAdjusted = defineMessage({
  type: 'StockAdjusted',
  version: 1,
  kind: 'event',
  data: z.object({
    productId: idField,
    /** Pieces in the warehouse, reserved ones included. */
    onHand: z.int().nonnegative(),
    reserved: z.int().nonnegative(),
    /** `onHand` minus `reserved`. */
    available: z.int(),
    /** Grows with each change of the stock: a reader that has a newer one ignores this message. */
    version: z.int().nonnegative(),
  }),
});
