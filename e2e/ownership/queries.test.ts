import { isRequiredArgument } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API_SCHEMA } from './api-schema.js';
import type { ArgumentValues, ArgumentVariant } from './argument-variants.js';
import { argumentVariants } from './argument-variants.js';
import { sendOperation } from './send-operation.js';
import type { Scene } from './set-scene.js';
import { setScene } from './set-scene.js';
import { OWNED, STAFF } from './type-classes.js';
import type { Findings } from './walk-field.js';
import { describeLeak, walkField } from './walk-field.js';

// Every way from every field of Query to every leaf, with everything of the victim in every argument.

const query = API_SCHEMA.getQueryType()!;
const fields = Object.values(query.getFields());
/** What the victim's and the administrator's walks were told, by type. */
const told = new Set<string>();
const cursors = new Map<string, string>();

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.stack.stop());

async function walk(
  field: (typeof fields)[number],
  variants: readonly ArgumentVariant[],
  accessToken?: string,
): Promise<Findings> {
  return walkField({
    kind: 'query',
    root: query,
    field,
    variants,
    secrets: scene.secrets,
    send: (text, variables) => sendOperation(scene.stack, text, variables, accessToken),
  });
}

describe.each(['victim', 'admin'] as const)('the %s, for whom the same walk', (who) => {
  it.each(fields)('finds what there is in $name, or is refused', async (field) => {
    const { victim, values } = scene;
    const own: ArgumentValues = {
      ids: new Map([
        ['account', victim.id],
        ['order', victim.orders.shipped],
        ['payment', victim.refundedPayment],
        ['product', values.ids.get('product') ?? ''],
      ]),
      texts: new Map([['access token', victim.accessToken]]),
      cursors: new Map(),
      versions: new Map(),
    };
    const [plain, ...filled] = argumentVariants(field, own);
    const variants = field.args.some(isRequiredArgument) ? filled : [plain!];
    const { leaks, failures, replies } = await walk(field, variants, scene[who].accessToken);
    expect(failures.slice(0, 5)).toEqual([]);
    for (const { type } of leaks) told.add(type);
    for (const [cursor] of JSON.stringify(replies).matchAll(/(?<=")WyJ[\w-]+(?=")/g)) {
      const [list = ''] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as string[];
      if (!cursors.has(list)) cursors.set(list, cursor);
    }
  });
});

it('the walk tells facts of every private type to those who may know them', () => {
  expect([...OWNED.keys(), ...STAFF.keys()].filter((type) => !told.has(type))).toEqual([]);
});

describe.each(['attacker', 'nobody'] as const)('%s', (who) => {
  it.each(fields)('learns nothing of the victim from $name', async (field) => {
    const accessToken = who === 'nobody' ? undefined : scene.attacker.accessToken;
    const variants = argumentVariants(field, { ...scene.values, cursors });
    const { leaks, failures, replies } = await walk(field, variants, accessToken);
    expect(leaks.slice(0, 5).map(describeLeak)).toEqual([]);
    expect(failures.slice(0, 5)).toEqual([]);
    expect(replies.length).toBeGreaterThan(0);
  });
});
