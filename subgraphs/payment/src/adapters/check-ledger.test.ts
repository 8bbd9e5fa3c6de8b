import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@techally/database/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LedgerAccount } from '../domain/ledger.js';
import { checkLedger } from './check-ledger.js';
import type { Database } from './prisma-client.js';
import { createDatabase } from './prisma-client.js';

let testDatabase: TestDatabase;
let database: Database;
let paymentId: string;

beforeEach(async () => {
  testDatabase = await createTestDatabase('payment');
  database = createDatabase({ databaseUrl: testDatabase.url });
  const payment = await database.payment.create({
    data: {
      orderId: randomUUID(),
      orderNumber: 'N-1',
      userId: randomUUID(),
      amountCents: 1_000n,
      currencyCode: 'USD',
      status: 'SUCCEEDED',
      idempotencyKey: randomUUID(),
      providerChargeId: 'ch_1',
      correlationId: 'c',
    },
  });
  paymentId = payment.id;
});

afterEach(async () => {
  await database.$disconnect();
  await testDatabase.close();
});

function entry(account: LedgerAccount, debitCents: bigint, creditCents: bigint, currencyCode = 'USD') {
  return {
    transactionId: paymentId,
    paymentId,
    account,
    debitCents,
    creditCents,
    currencyCode,
    at: new Date(),
  };
}

test('a balanced booking of the charge is accepted and nothing is reported', async () => {
  await database.ledgerEntry.createMany({
    data: [entry('PROVIDER_CLEARING', 1_000n, 0n), entry('REVENUE', 0n, 1_000n)],
  });
  expect(await checkLedger(testDatabase.url)).toEqual({
    transactions: 1,
    entries: 2,
    payments: 1,
    totals: [{ currencyCode: 'USD', debitCents: 1_000, creditCents: 1_000 }],
    imbalances: [],
  });
});

test('the database refuses a transaction that does not balance, at its commit', async () => {
  await expect(
    database.ledgerEntry.createMany({
      data: [entry('PROVIDER_CLEARING', 1_000n, 0n), entry('REVENUE', 0n, 999n)],
    }),
  ).rejects.toThrow(/does not balance/);
  await expect(database.ledgerEntry.create({ data: entry('REVENUE', 0n, 1_000n) })).rejects.toThrow(
    /does not balance/,
  );
  await expect(
    database.ledgerEntry.createMany({
      data: [entry('PROVIDER_CLEARING', 1_000n, 0n), entry('REVENUE', 0n, 1_000n, 'EUR')],
    }),
  ).rejects.toThrow(/does not balance/);
  expect(await database.ledgerEntry.count()).toBe(0);
});

test('the database refuses entries with two sides, with none, and a second booking of the same charge', async () => {
  await expect(database.ledgerEntry.create({ data: entry('REVENUE', 5n, 5n) })).rejects.toThrow(
    /ledger_entries_one_side/,
  );
  await expect(database.ledgerEntry.create({ data: entry('REVENUE', 0n, 0n) })).rejects.toThrow(
    /ledger_entries_one_side/,
  );
  const booking = [entry('PROVIDER_CLEARING', 1_000n, 0n), entry('REVENUE', 0n, 1_000n)];
  await database.ledgerEntry.createMany({ data: booking });
  await expect(database.ledgerEntry.createMany({ data: booking })).rejects.toThrow(/Unique constraint/);
});

test('the database refuses to change, delete or truncate what is booked', async () => {
  await database.ledgerEntry.createMany({
    data: [entry('PROVIDER_CLEARING', 1_000n, 0n), entry('REVENUE', 0n, 1_000n)],
  });
  await expect(database.ledgerEntry.updateMany({ data: { currencyCode: 'EUR' } })).rejects.toThrow(
    /never changed/,
  );
  await expect(database.ledgerEntry.deleteMany()).rejects.toThrow(/never changed/);
  await expect(database.$executeRaw`TRUNCATE ledger_entries`).rejects.toThrow(/never changed/);
});

test('the check finds an imbalance that got past the database, a charge that is not booked, and a refund that is not', async () => {
  expect((await checkLedger(testDatabase.url)).imbalances).toEqual([
    { kind: 'CHARGE_MISMATCH', id: paymentId, expectedCents: 1_000, bookedCents: 0 },
  ]);
  await database.$executeRaw`ALTER TABLE ledger_entries DISABLE TRIGGER ledger_entries_balance`;
  await database.ledgerEntry.createMany({
    data: [entry('PROVIDER_CLEARING', 1_000n, 0n), entry('REVENUE', 0n, 999n)],
  });
  await database.payment.update({
    where: { id: paymentId },
    data: { status: 'PARTIALLY_REFUNDED', refundedCents: 1n },
  });
  expect((await checkLedger(testDatabase.url)).imbalances).toEqual([
    { kind: 'CHARGE_MISMATCH', id: paymentId, expectedCents: 1_000, bookedCents: 999 },
    { kind: 'REFUND_MISMATCH', id: paymentId, expectedCents: 1, bookedCents: 0 },
    { kind: 'TRANSACTION_UNBALANCED', id: paymentId, expectedCents: 1_000, bookedCents: 999 },
  ]);
});
