import type { Message } from '@techally/contracts';
import type { Identity } from '@techally/identity';
import { describe, expect } from 'vitest';
import { MASK } from './domain/render-template.js';
import { eventually } from './testing/eventually.js';
import { orderConfirmed, verificationRequested } from './testing/example-messages.js';
import { DEAD_LETTERS, DISCARD, REDRIVE } from './testing/operations.js';
import type { Customer, SubgraphFixture } from './testing/subgraph-fixture.js';
import { subgraphTest as it } from './testing/subgraph-test.js';

interface Tested {
  readonly fixture: SubgraphFixture;
  readonly ann: Customer;
  readonly admin: Identity;
}

type Letters = { deadLetters: readonly { id: string; message: Message }[] };

describe('dead letters in the hands of administrators', () => {
  /** A dead letter, as administrators see it, of a message that `mend` makes readable again. */
  async function failedOrderConfirmed({ fixture, ann, admin }: Tested) {
    const { notificationTemplate } = fixture.harness.database;
    const where = { key: 'order-confirmed' };
    const { body } = await notificationTemplate.findUniqueOrThrow({ where });
    await notificationTemplate.update({ where, data: { body: '{{nonsense}}' } });
    const message = orderConfirmed(ann);
    await fixture.bus.publish([message]);
    const letter = await eventually(async () => {
      const { deadLetters } = await fixture.data<Letters>(admin, DEAD_LETTERS);
      const found = deadLetters.find((each) => each.message.id === message.id);
      expect(found).toMatchObject({
        queue: 'notification.OrderConfirmed',
        error: expect.stringContaining('nonsense') as string,
      });
      return found;
    });
    await notificationTemplate.update({ where, data: { body } });
    return { id: letter?.id, messageId: message.id };
  }

  /** One record for what was done, none for what was refused. */
  const expectOneRecord = (
    fixture: SubgraphFixture,
    id: string | undefined,
    action: string,
    messageId: string,
  ) =>
    eventually(() => {
      expect(fixture.audits.filter(({ targetId }) => targetId === id)).toMatchObject([
        { action, before: { queue: 'notification.OrderConfirmed', messageId }, after: null },
      ]);
    });

  const notFound = {
    deadLetterId: null,
    userErrors: [{ field: ['input', 'id'], code: 'NOT_FOUND' }],
  };

  it('are redriven, and then handled', async ({ fixture, ann, admin }) => {
    const { id, messageId } = await failedOrderConfirmed({ fixture, ann, admin });
    expect(await fixture.data(admin, REDRIVE, { id })).toEqual({
      redriveDeadLetter: { deadLetterId: id, userErrors: [] },
    });
    await fixture.settled(ann.userId, 4);
    expect((await fixture.data<Letters>(admin, DEAD_LETTERS)).deadLetters).toEqual([]);
    expect(await fixture.data(admin, REDRIVE, { id })).toMatchObject({ redriveDeadLetter: notFound });
    await expectOneRecord(fixture, id, 'REDRIVE_DEAD_LETTER', messageId);
  });

  it('are discarded, and then never handled', async ({ fixture, ann, admin }) => {
    const { id, messageId } = await failedOrderConfirmed({ fixture, ann, admin });
    expect(await fixture.data(admin, DISCARD, { id })).toEqual({
      discardDeadLetter: { deadLetterId: id, userErrors: [] },
    });
    expect((await fixture.data<Letters>(admin, DEAD_LETTERS)).deadLetters).toEqual([]);
    expect(await fixture.data(admin, DISCARD, { id })).toMatchObject({ discardDeadLetter: notFound });
    expect(await fixture.data(admin, REDRIVE, { id })).toMatchObject({ redriveDeadLetter: notFound });
    expect(await fixture.data(admin, DISCARD, { id: '' })).toMatchObject({
      discardDeadLetter: { userErrors: [{ code: 'INVALID_INPUT' }] },
    });
    await expectOneRecord(fixture, id, 'DISCARD_DEAD_LETTER', messageId);
    await fixture.settled(ann.userId, 3);
  });

  it('shows a message that no consumer could read, with its secrets masked', async ({
    fixture,
    ann,
    admin,
  }) => {
    const poison = {
      ...verificationRequested(ann),
      data: { token: 'a-very-secret-token', userId: 7 },
    } as unknown as Message;
    await fixture.bus.publish([poison]);
    const letters = await eventually(async () => {
      const response = await fixture.data<{ deadLetters: readonly object[] }>(admin, DEAD_LETTERS);
      expect(response.deadLetters).toHaveLength(1);
      return response.deadLetters;
    });
    expect(letters).toMatchObject([
      {
        queue: 'notification.EmailVerificationRequested',
        message: { id: poison.id, data: { token: MASK, userId: 7 } },
      },
    ]);
    expect(JSON.stringify(letters)).not.toContain('a-very-secret-token');
    for (const each of await fixture.bus.deadLetters()) await fixture.bus.discard(each.id);
    expect(await fixture.codes(admin, DEAD_LETTERS, { first: 0 })).toEqual(['BAD_USER_INPUT']);
    expect(await fixture.data(admin, REDRIVE, { id: '' })).toMatchObject({
      redriveDeadLetter: { userErrors: [{ code: 'INVALID_INPUT' }] },
    });
  });
});
