import { randomUUID } from 'node:crypto';
import { AuditRecorded, createMessage } from '@techally/contracts';
import type { DataOf } from '@techally/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthTestbed } from '../testing/start-auth.js';
import { startAuth } from '../testing/start-auth.js';

let auth: AuthTestbed;
let admin: Awaited<ReturnType<AuthTestbed['admin']>>;
beforeAll(async () => {
  auth = await startAuth();
  admin = await auth.admin();
});
afterAll(() => auth.stop());

const LIST = `query($filter: AuditFilterInput) { auditLog(filter: $filter) { totalCount edges { node {
  id action targetType targetId before after address requestId at actor { email } } } } }`;

function recorded(data: Partial<DataOf<typeof AuditRecorded>> = {}) {
  const targetId = data.targetId ?? randomUUID();
  return createMessage(AuditRecorded, {
    aggregateId: targetId,
    data: {
      actorId: admin.identity.userId,
      action: 'UPDATE_PRODUCT',
      targetId,
      before: { price: '10.00' },
      after: { price: '12.00' },
      address: '192.0.2.9',
      requestId: 'request-1',
      at: '2026-11-01T10:00:00.000Z',
      ...data,
    },
  });
}

const list = async (filter: object) => (await auth.query(LIST, { filter }, admin)).data.auditLog;

describe('the audit records of other services', () => {
  it('are in the log with all that they say', async () => {
    const message = recorded();
    const { targetId } = message.data;
    await auth.bus.deliver(message);
    expect(await list({ targetId })).toEqual({
      totalCount: 1,
      edges: [
        {
          node: {
            id: message.id,
            action: 'UPDATE_PRODUCT',
            targetType: 'Product',
            targetId,
            before: { price: '10.00' },
            after: { price: '12.00' },
            address: '192.0.2.9',
            requestId: 'request-1',
            at: '2026-11-01T10:00:00.000Z',
            actor: { email: admin.identity.email },
          },
        },
      ],
    });
  });

  it('are kept once, however often they are delivered', async () => {
    const message = recorded();
    await Promise.all([auth.bus.deliver(message), auth.bus.deliver(message)]);
    await auth.bus.deliver(message);
    expect((await list({ targetId: message.data.targetId })).totalCount).toBe(1);
  });

  it('are found by actor, action, kind of target, target and time', async () => {
    const [mine, other] = [recorded({ action: 'ADJUST_STOCK' }), recorded({ actorId: randomUUID() })];
    await auth.bus.deliver(mine);
    await auth.bus.deliver(other);
    const { targetId } = mine.data;
    for (const [filter, count] of [
      [{ action: 'ADJUST_STOCK' }, 1],
      [{ targetType: 'StockItem' }, 1],
      [{ actorId: other.data.actorId }, 1],
      [{ targetId: targetId.toUpperCase() }, 1],
      [{ targetId, actorId: other.data.actorId }, 0],
      [{ targetId, from: '2026-11-01T10:00:00.000Z', to: '2026-11-01T10:00:00.001Z' }, 1],
      [{ targetId, to: '2026-11-01T10:00:00.000Z' }, 0],
    ] as const) {
      expect((await list(filter)).totalCount, JSON.stringify(filter)).toBe(count);
    }
  });

  it('can be about things whose ids are no UUIDs', async () => {
    const message = recorded({
      action: 'REDRIVE_DEAD_LETTER',
      targetId: 'queue/17',
      before: null,
      after: null,
    });
    await auth.bus.deliver(message);
    expect((await list({ targetId: 'queue/17' })).edges[0].node).toMatchObject({
      targetType: 'DeadLetter',
      before: null,
      after: null,
    });
  });
});
