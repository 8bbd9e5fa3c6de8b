import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { idField } from '../fields/id.js';

/**
 * Sent by product on `addReview`.
 * Nobody consumes it yet; it is there for what is built on reviews later.
 */
export const ReviewAdded = defineMessage({
  type: 'ReviewAdded',
  version: 1,
  kind: 'event',
  data: z.object({
    productId: idField,
    reviewId: idField,
    /** From 1 to 5. */
    rating: z.int().min(1).max(5),
    authorId: idField,
  }),
});
