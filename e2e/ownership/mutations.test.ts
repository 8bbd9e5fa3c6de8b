import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API_SCHEMA } from './api-schema.js';
import { argumentVariants } from './argument-variants.js';
import { sendOperation } from './send-operation.js';
import type { Scene } from './set-scene.js';
import { setScene } from './set-scene.js';
import type { AccountRows } from './victim-rows.js';
import { describeLeak, walkField } from './walk-field.js';

// Every mutation with everything of the victim in every argument, and every way through its payload.

const mutation = API_SCHEMA.getMutationType()!;
/** Ends the attacker's own session, and with it all that comes after. */
const fields = Object.values(mutation.getFields()).filter(({ name }) => name !== 'logout');

/** Where anybody may cause a row about somebody else: a mail that was asked for goes to the owner of the address. */
const ROWS_BY_MAIL = ['auth.one_time_tokens', 'notification.notifications', 'notification.outbox_mails'];

/** Mutations by which the attacker got something for themselves. */
const succeeded = new Set<string>();

let scene: Scene;
let before: AccountRows;
beforeAll(async () => {
  scene = await setScene();
  before = await scene.readVictim();
});
afterAll(() => scene.stack.stop());

describe.each(['nobody', 'attacker'] as const)('%s', (who) => {
  it.each(fields)('learns nothing of the victim from $name', async (field) => {
    const accessToken = who === 'nobody' ? undefined : scene.attacker.accessToken;
    const { leaks, failures, replies } = await walkField({
      kind: 'mutation',
      root: mutation,
      field,
      variants: argumentVariants(field, scene.values, { optional: true }),
      secrets: scene.secrets,
      send: (text, variables) => sendOperation(scene.stack, text, variables, accessToken),
    });
    expect(leaks.slice(0, 5).map(describeLeak)).toEqual([]);
    expect(failures.slice(0, 5)).toEqual([]);
    for (const { data } of replies) {
      const { userErrors: _userErrors, ...payload } = (data?.[field.name] ?? {}) as Record<string, unknown>;
      if (who === 'attacker' && Object.values(payload).some((value) => value != null))
        succeeded.add(field.name);
    }
  });
});

it('the attempts were good enough to change what is the attacker’s own', () => {
  const own = ['addAddress', 'addToCart', 'cancelOrder', 'checkout', 'deleteAddress', 'markNotificationRead'];
  expect([...succeeded]).toEqual(expect.arrayContaining(own));
});

it('nothing of the victim has changed in any database', async () => {
  const after = await scene.readVictim();
  const textsOf = ({ rows }: AccountRows) => new Set(rows.map((row) => JSON.stringify(row)));
  const gone = textsOf(before).difference(textsOf(after));
  // A new link in a mail takes the place of the one before.
  expect([...gone].filter((row) => !row.includes('auth.one_time_tokens'))).toEqual([]);
  // What attackers write down about themselves may quote the victim.
  const added = [...textsOf(after).difference(textsOf(before))].filter(
    (row) => !row.includes(scene.attacker.id),
  );
  expect(added.filter((row) => !ROWS_BY_MAIL.some((table) => row.includes(table)))).toEqual([]);
});
