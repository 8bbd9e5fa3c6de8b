import { z } from 'zod';

/** A number of pieces that someone wants: a positive whole number. */
export const quantityField = z.int().positive();

/** Pieces of one product. */
export const itemField = z.object({ productId: z.guid(), quantity: quantityField });
