import type { Reservation } from '../domain/reservation.js';
import type { Shortage } from '../domain/shortage.js';
import { Prisma } from './generated/prisma/client.js';

/** The columns of `reservations r` as the domain names them. */
export const RESERVATION_COLUMNS = Prisma.sql`r.id, r.order_id AS "orderId", r.state, r.shortages,
  r.expires_at AS "expiresAt", r.created_at AS "createdAt"`;

/** A row selected with `RESERVATION_COLUMNS`, or the same fields read through Prisma. */
export type RawReservation = Omit<Reservation, 'shortages'> & { readonly shortages: unknown };

/** Reads a row of the `reservations` table. */
export function reservationOfRaw({
  id,
  orderId,
  state,
  shortages,
  expiresAt,
  createdAt,
}: RawReservation): Reservation {
  return { id, orderId, state, shortages: shortages as readonly Shortage[] | null, expiresAt, createdAt };
}
