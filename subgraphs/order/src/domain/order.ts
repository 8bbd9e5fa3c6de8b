import type { OrderStatus } from './order-status.js';
import type { OrderPrice } from './pricing.js';

/** An address as it was at checkout. */
export interface ShippingAddress {
  readonly recipient: string;
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  readonly state: string | null;
  readonly postalCode: string;
  /** ISO 3166-1, two letters. */
  readonly countryCode: string;
}

/** Why an order was cancelled. */
export interface OrderFailure {
  /** A code for programs, in UPPER_SNAKE. */
  readonly code: string;
  /** The same for people. */
  readonly message: string;
}

/** What a customer bought. */
export interface Order extends OrderPrice {
  /** UUID. */
  readonly id: string;
  /** Counts all orders; the number that customers read is made of it. */
  readonly sequence: number;
  readonly userId: string;
  readonly status: OrderStatus;
  /** What all refunds of its payment gave back, in cents. */
  readonly refundedCents: number;
  /** ISO 4217. */
  readonly currencyCode: string;
  readonly shippingAddress: ShippingAddress;
  /** Null unless it is CANCELLED. */
  readonly failure: OrderFailure | null;
  /** Counts the changes. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** One product of an order, as bought: name and price do not follow later changes of the product. */
export interface OrderItem {
  /** UUID. */
  readonly id: string;
  readonly orderId: string;
  readonly productId: string;
  readonly productName: string;
  readonly unitPriceCents: number;
  readonly quantity: number;
}

/** Something that happened to an order, for its customer. */
export interface TimelineEntry {
  /** The status after it. */
  readonly status: OrderStatus;
  readonly at: Date;
  readonly note: string | null;
}

const NUMBER = /^TA-(\d{9,15})$/;

/** The number that customers read: `1234` → `"TA-000001234"`. */
export function orderNumber(sequence: number): string {
  return `TA-${String(sequence).padStart(9, '0')}`;
}

/** Reads what {@link orderNumber} writes, in any case; null for everything else. */
export function sequenceOfNumber(number: string): number | null {
  const match = NUMBER.exec(number.trim().toUpperCase());
  return match === null ? null : Number(match[1]);
}
