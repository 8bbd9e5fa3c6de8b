import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { userDeleted } from '../testing/example-messages.js';
import { createOutboxDatabase, type OutboxDatabase } from '../testing/outbox-database.js';
import { createInboxExpiry, INBOX_LIFETIME } from './inbox-expiry.js';
import { receiveOnce } from './receive-once.js';

let database: OutboxDatabase;
beforeEach(async () => {
  database = await createOutboxDatabase();
});
afterEach(() => database.close());

const DAY = 24 * 60 * 60_000;
const message = userDeleted();

const receive = async (consumer = 'user') =>
  (await receiveOnce(database, { consumer, message }, () => Promise.resolve())).status;

/** Cleans up as if it were so many milliseconds later. */
const cleanUpAfter = (wait: number) =>
  createInboxExpiry({
    prisma: database,
    consumer: 'user',
    onError: (error) => {
      throw error;
    },
    now: () => new Date(Date.now() + wait),
  }).run();

describe('an inbox', () => {
  it('forgets its own messages after their lifetime, and none before', async () => {
    await receive();
    await receive('order');
    await cleanUpAfter(INBOX_LIFETIME - DAY);
    expect(await receive()).toBe('duplicate');
    await cleanUpAfter(INBOX_LIFETIME + DAY);
    expect(await receive()).toBe('handled');
    expect(await receive('order')).toBe('duplicate');
  });

  it('goes by the time of receipt for a message that was sent long before', async () => {
    const old = { ...message, id: '018cc251-f400-7000-8000-000000000001' };
    await receiveOnce(database, { consumer: 'user', message: old }, () => Promise.resolve());
    await cleanUpAfter(DAY);
    expect(await receiveOnce(database, { consumer: 'user', message: old }, () => Promise.resolve())).toEqual({
      status: 'duplicate',
    });
  });

  it('says what went wrong, and goes on', async () => {
    const errors: unknown[] = [];
    const failing = createInboxExpiry({
      prisma: {
        $transaction: async () => {
          throw new Error('no connection');
        },
      },
      consumer: 'user',
      onError: (error) => errors.push(error),
    });
    await failing.run();
    await failing.run();
    expect(errors).toHaveLength(2);
  });
});
