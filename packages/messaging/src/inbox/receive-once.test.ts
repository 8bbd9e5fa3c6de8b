import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { userDeleted } from '../testing/example-messages.js';
import { createGate } from '../testing/gate.js';
import { createOutboxDatabase, type OutboxDatabase } from '../testing/outbox-database.js';
import { receiveOnce } from './receive-once.js';

let database: OutboxDatabase;
beforeEach(async () => {
  database = await createOutboxDatabase();
});
afterEach(() => database.close());

const message = userDeleted();
const receive = (note: string, consumer = 'user') =>
  receiveOnce(database, { consumer, message }, async (tx) => {
    await tx.addEffect(note);
    return note.length;
  });

describe('receiveOnce', () => {
  it('handles a message the first time only', async () => {
    expect(await receive('first')).toEqual({ status: 'handled', result: 5 });
    expect(await receive('second')).toEqual({ status: 'duplicate' });
    expect(await database.effects()).toEqual(['first']);
  });

  it('handles it once for each consumer', async () => {
    await receive('user', 'user');
    await receive('order', 'order');
    expect(await database.effects()).toEqual(['user', 'order']);
  });

  it('forgets a message whose handler failed, together with what the handler wrote', async () => {
    const failing = receiveOnce(database, { consumer: 'user', message }, async (tx) => {
      await tx.addEffect('half done');
      throw new Error('failed');
    });
    await expect(failing).rejects.toThrow('failed');
    expect(await receive('second attempt')).toMatchObject({ status: 'handled' });
    expect(await database.effects()).toEqual(['second attempt']);
  });

  it('handles one of many deliveries at the same time', async () => {
    const receipts = await Promise.all(Array.from({ length: 5 }, (_, index) => receive(`${index}`)));
    expect(receipts.filter(({ status }) => status === 'handled')).toHaveLength(1);
    expect(await database.effects()).toHaveLength(1);
  });

  it('lets a delivery that waited take the place of one that failed', async () => {
    const [entered, gate] = [createGate(), createGate()];
    const first = receiveOnce(database, { consumer: 'user', message }, async () => {
      entered.open();
      await gate.opened;
      throw new Error('failed late');
    });
    await entered.opened;
    const second = receive('second');
    gate.open();
    await expect(first).rejects.toThrow('failed late');
    expect(await second).toMatchObject({ status: 'handled' });
  });
});
