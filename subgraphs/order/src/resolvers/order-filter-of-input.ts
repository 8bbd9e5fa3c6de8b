import { sequenceOfNumber } from '../domain/order.js';
import type { OrderFilter } from '../ports/order-store.js';
import type { OrderFilterInput } from './inputs/order-inputs.js';

/** Reads the filter of a query; `null` fields narrow nothing. Null when no order can pass it. */
export function orderFilter(input: OrderFilterInput | null | undefined): OrderFilter | null {
  const sequence = input?.number == null ? undefined : sequenceOfNumber(input.number);
  if (sequence === null) return null;
  return {
    ...(input?.status == null ? {} : { status: input.status }),
    ...(input?.userId == null ? {} : { userId: input.userId.toLowerCase() }),
    ...(sequence === undefined ? {} : { sequence }),
  };
}
