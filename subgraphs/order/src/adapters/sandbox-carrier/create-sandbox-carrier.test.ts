import { randomUUID } from 'node:crypto';
import { createTestDatabase } from '@techally/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type Database } from '../prisma-client.js';
import { createSandboxCarrier } from './create-sandbox-carrier.js';

const PACE = 60_000;
const destination = {
  recipient: 'Ann Bee',
  line1: '1 Main Street',
  line2: null,
  city: 'Springfield',
  state: 'IL',
  postalCode: '62701',
  countryCode: 'US',
};
const parcel = () => ({ shipmentId: randomUUID(), reference: 'TA-000000001', destination });

let database: Database;
let drop: () => Promise<void>;
let time = Date.parse('2030-01-01T00:00:00Z');
/** Another one for each question, as if the process had been started anew. */
const carrier = () => createSandboxCarrier({ database, pace: PACE, now: () => new Date(time) });

beforeAll(async () => {
  const { url, close } = await createTestDatabase('order');
  database = createDatabase({ databaseUrl: url });
  drop = close;
});
afterAll(async () => {
  await database.$disconnect();
  await drop();
});

describe('the sandbox carrier', () => {
  it('gives one booking for a shipment, however often it is asked', async () => {
    const request = parcel();
    const bookings = await Promise.all(Array.from({ length: 5 }, () => carrier().book(request)));
    expect(new Set(bookings.map((booking) => JSON.stringify(booking))).size).toBe(1);
    expect(bookings[0]).toMatchObject({ state: 'booked', trackingNumber: expect.stringMatching(/^SB/) });
    const other = await carrier().book(parcel());
    expect(other).not.toEqual(bookings[0]);
  });

  it('moves a parcel along by the time since it was booked', async () => {
    const request = parcel();
    expect(await carrier().track(request.shipmentId)).toBeNull();
    await carrier().book(request);
    const seen = [];
    for (const _ of Array(5).keys()) {
      seen.push(await carrier().track(request.shipmentId));
      time += PACE - 1;
      seen.push(await carrier().track(request.shipmentId));
      time += 1;
    }
    const stations = ['BOOKED', 'SHIPPED', 'IN_TRANSIT', 'DELIVERED', 'DELIVERED'];
    expect(seen).toEqual(stations.flatMap((station) => [station, station]));
  });

  it('calls off what it has not collected, once and for all', async () => {
    const request = parcel();
    await carrier().book(request);
    time += PACE - 1;
    expect(await carrier().cancel(request.shipmentId)).toBe('cancelled');
    time += PACE;
    expect(await carrier().cancel(request.shipmentId)).toBe('cancelled');
    expect(await carrier().track(request.shipmentId)).toBe('CANCELLED');
    expect(await carrier().book(request)).toEqual({ state: 'cancelled' });
  });

  it('does not call off what it has collected', async () => {
    const request = parcel();
    await carrier().book(request);
    time += PACE;
    expect(await carrier().cancel(request.shipmentId)).toBe('collected');
    expect(await carrier().track(request.shipmentId)).toBe('SHIPPED');
  });

  it('refuses a booking that comes after it was called off', async () => {
    const request = parcel();
    expect(await carrier().cancel(request.shipmentId)).toBe('cancelled');
    expect(await carrier().book(request)).toEqual({ state: 'cancelled' });
  });
});
