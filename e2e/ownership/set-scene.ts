import { randomUUID } from 'node:crypto';
import type { Message } from '@techally/contracts';
import { vi } from 'vitest';
import { seedShop } from '../harness/seed-shop.js';
import type { TestAccount, TestStack } from '../harness/start-test-stack.js';
import { startTestStack } from '../harness/start-test-stack.js';
import type { ArgumentValues } from './argument-variants.js';
import type { Secrets } from './find-leaks.js';
import type { PlantedCustomer, Words } from './plant-customer.js';
import { plantCustomer } from './plant-customer.js';
import { requireData } from './send-operation.js';
import type { AccountRows, Row } from './victim-rows.js';
import { readAllRows, rowsOfAccount, textsOnlyIn } from './victim-rows.js';

const VICTIM: Words = {
  firstName: 'Ann',
  mark: 'Quetzalcoatl',
  phone: '+1 555 0100 77',
  locale: 'cy-GB',
  quantity: 37,
};
const ATTACKER: Words = {
  firstName: 'Bob',
  mark: 'Tezcatlipoca',
  phone: '+1 555 0199 33',
  locale: 'nl-BE',
  quantity: 2,
};

/** A running system with a victim, somebody who wants to know everything of them, and an administrator. */
export interface Scene {
  readonly stack: TestStack;
  readonly victim: PlantedCustomer;
  readonly attacker: PlantedCustomer;
  readonly admin: TestAccount;
  /** What nobody but the victim and administrators may see. */
  readonly secrets: Secrets;
  /** What the attacker puts into arguments: everything of the victim that is no proof of being the victim. */
  readonly values: ArgumentValues;
  /** What the databases keep of the victim now. */
  readVictim(): Promise<AccountRows>;
}

/** Starts the system and fills it. Stop `stack` in the end. */
export async function setScene(): Promise<Scene> {
  const stack = await startTestStack();
  const shop = await seedShop(stack, { products: 3, stock: 1000 });
  const admin = await stack.admin();
  const [victim, attacker] = await Promise.all([
    plantCustomer(stack, { shop, admin, words: VICTIM }),
    plantCustomer(stack, { shop, admin, words: ATTACKER }),
  ]);
  await plantDeadLetter(stack, victim);

  const shared = new Set([...shop.productIds, shop.categoryId, admin.id]);
  const readVictim = async () => rowsOfAccount(await readAllRows(stack), victim, shared);
  await settle(readVictim);
  const all = await readAllRows(stack);
  const { ids, rows } = rowsOfAccount(all, victim, shared);
  const others = rowsOfAccount(all, attacker, shared);
  const idOf = (table: string) => String(others.rows.find((row) => row.table === table)?.values['id']);
  const review = [...ids].find(([, kind]) => kind === 'product.reviews.id')?.[0] ?? '';
  const { me } = await requireData(
    stack,
    '{ me { orders { edges { node { number } } } } }',
    {},
    victim.accessToken,
  );
  const numbers: string[] = me.orders.edges.map(({ node }: any) => node.number);

  return {
    stack,
    victim,
    attacker,
    admin,
    secrets: {
      ids: new Set(ids.keys()),
      texts: new Map([
        ...textsOnlyIn(rows, all),
        ...[...ids].filter(([id]) => id !== victim.id && id !== review),
        ...numbers.map((number): [string, string] => [number, 'an order number']),
        [victim.email, 'the e-mail address'],
        [victim.words.mark, "the victim's words"],
        [victim.words.mark.slice(0, 6), 'the postal code'],
        [victim.words.phone, 'the phone number'],
        [victim.words.locale, 'the locale'],
        [victim.guestCartToken, 'the token of the guest cart'],
        ['370.00', 'the sum of an order'],
        ['740.00', 'the sum of the cart'],
      ]),
    },
    values: {
      ids: new Map([
        ...oneOfEachKind(ids),
        ['victim confirmed order', victim.orders.refunded],
        ['victim unconfirmed order', victim.orders.unconfirmed],
        ['attacker account', attacker.id],
        ['attacker order', attacker.orders.unconfirmed],
        ['attacker payment', attacker.refundedPayment],
        ['attacker address', idOf('user.addresses')],
        ['attacker notification', idOf('notification.notifications')],
        ['product', shop.productIds[0] ?? ''],
        ['category', shop.categoryId],
      ]),
      texts: new Map([
        ['e-mail', victim.email],
        ['order number', numbers[0] ?? ''],
        ['name', victim.words.mark],
        ['phone', victim.words.phone],
        ['device token', `${victim.words.mark}-device-token`],
        ['tracking number', `${victim.words.mark}-TRACK-1`],
        ['idempotency key', `${victim.words.mark}-shipped`],
        ['user id', victim.id],
        ['order id', victim.orders.shipped],
      ]),
      cursors: new Map(),
      versions: versionsOf([...rows, ...others.rows]),
    },
    readVictim,
  };
}

/** What the graph has no name for is no use as an argument. */
const NAMELESS = /tokens|sessions|cart_items|transaction_id/;

function oneOfEachKind(ids: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const named = [...ids].filter(([, kind]) => !NAMELESS.test(kind));
  return new Map(named.map(([id, kind]) => [`victim ${kind}`, id]));
}

function versionsOf(rows: readonly Row[]): ReadonlyMap<string, number> {
  return new Map(
    rows.flatMap(({ values: { id, version } }) =>
      typeof id === 'string' && typeof version === 'number' ? [[id, version] as const] : [],
    ),
  );
}

/** A message about the victim that no consumer can read. */
async function plantDeadLetter({ bus }: TestStack, victim: TestAccount): Promise<void> {
  const id = randomUUID();
  const message: Message = {
    id,
    type: 'UserRegistered',
    version: 99,
    aggregateId: victim.id,
    data: { userId: victim.id, note: VICTIM.mark },
    timestamp: new Date().toISOString(),
    correlationId: id,
    causationId: null,
  };
  await bus.publish([message]);
  await vi.waitFor(
    async () => {
      if ((await bus.deadLetters()).length === 0) throw new Error('The message is still being tried.');
    },
    { timeout: 10_000 },
  );
}

/** Waits until the services have done what they had to. */
async function settle(read: () => Promise<AccountRows>): Promise<void> {
  let before = '';
  await vi.waitFor(
    async () => {
      const now = JSON.stringify((await read()).rows);
      const isSettled = now === before;
      before = now;
      if (!isSettled) throw new Error('The services are still at work.');
    },
    { timeout: 15_000, interval: 700 },
  );
}
