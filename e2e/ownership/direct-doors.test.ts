import type { GraphQLField, GraphQLObjectType } from 'graphql';
import type { Identity } from '@techally/identity';
import { ANONYMOUS, createIdentitySigner, IDENTITY_HEADER, ROLE_SCOPES } from '@techally/identity';
import type { Subgraph } from '@techally/subgraph-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEST_SECRETS } from '../harness/test-secrets.js';
import { API_SCHEMA } from './api-schema.js';
import { argumentVariants } from './argument-variants.js';
import { askEntities, subgraphSchema } from './ask-entities.js';
import type { Reply } from './send-operation.js';
import { sendOperation } from './send-operation.js';
import type { Scene } from './set-scene.js';
import { setScene } from './set-scene.js';
import { OWNED, STAFF } from './type-classes.js';
import type { Send } from './walk-field.js';
import { describeLeak, walkField } from './walk-field.js';

// Around the router: the subgraphs' own doors, and the doors that a router must not have.

const NAMES = ['auth', 'user', 'product', 'order', 'payment', 'inventory', 'notification'] as const;
const signer = createIdentitySigner({ secret: TEST_SECRETS.identitySecret });
const forger = createIdentitySigner({ secret: 'a secret that is not that of the router at all' });
const past = createIdentitySigner({ secret: TEST_SECRETS.identitySecret, now: () => Date.now() - 3_600_000 });

let scene: Scene;
let identities: Readonly<Record<'victim' | 'admin' | 'attacker' | 'nobody', Identity>>;
beforeAll(async () => {
  scene = await setScene();
  const user = (id: string, email: string, role: 'USER' | 'ADMIN' = 'USER'): Identity => ({
    kind: 'user',
    userId: id,
    email,
    role,
    tier: 'STANDARD',
    scope: ROLE_SCOPES[role],
  });
  const { victim, attacker, admin } = scene;
  identities = {
    victim: user(victim.id, victim.email),
    admin: user(admin.id, admin.email, 'ADMIN'),
    attacker: user(attacker.id, attacker.email),
    nobody: ANONYMOUS,
  };
});
afterAll(() => scene.stack.stop());

const subgraphNamed = (name: (typeof NAMES)[number]): Subgraph =>
  scene.stack.services.all.get(name)!.subgraph;

/** Sends to a subgraph with the header that the router would sign for `who`. */
function sendAs(who: keyof typeof identities, subgraph: Subgraph): Send {
  return async (query, variables) => {
    const headers = { [IDENTITY_HEADER]: signer.sign(identities[who], subgraph.name) };
    const response = await subgraph.execute({ query, variables, headers });
    const { data, errors } = JSON.parse(JSON.stringify(response)) as Partial<Reply>;
    return { status: 200, data: data ?? null, errors: errors ?? [] };
  };
}

describe('the router', () => {
  it.each([
    '_entities(representations: [{ __typename: "Order", id: "1" }]) { __typename }',
    '_service { sdl }',
  ])('has no field %s', async (selection) => {
    const { status, data, errors } = await sendOperation(
      scene.stack,
      `{ ${selection} }`,
      {},
      scene.admin.accessToken,
    );
    expect(status).toBe(400);
    expect(data).toBeNull();
    expect(errors[0]?.extensions?.['code']).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('does not pass on an identity header of the client, not even one that would hold', async () => {
    const response = await scene.stack.router.fetch('http://router/graphql', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [IDENTITY_HEADER]: signer.sign(identities.admin, 'order'),
      },
      body: JSON.stringify({ query: '{ me { id } }' }),
    });
    const { data, errors } = (await response.json()) as Reply;
    expect(data?.['me'] ?? null).toBeNull();
    expect(errors[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  });
});

describe.each(NAMES)('the door of the %s service', (name) => {
  it('stays shut without an identity header that holds', async () => {
    const subgraph = subgraphNamed(name);
    const other = name === 'auth' ? 'user' : 'auth';
    const unsigned = `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify({ kind: 'service', sub: 'service:router' }))}.`;
    const headers = {
      missing: undefined,
      empty: '',
      unsigned: unsigned.replaceAll('=', ''),
      'an access token': scene.admin.accessToken,
      forged: forger.sign(identities.admin, name),
      'meant for another service': signer.sign(identities.admin, other),
      stale: past.sign(identities.admin, name),
    };
    for (const [which, header] of Object.entries(headers)) {
      for (const query of [
        '{ __typename }',
        '{ _service { sdl } }',
        '{ _entities(representations: []) { __typename } }',
      ]) {
        const answer = await subgraph.execute({ query, headers: { [IDENTITY_HEADER]: header } });
        expect(answer.data, which).toBeUndefined();
        expect(
          answer.errors?.map(({ extensions }) => extensions?.['code']),
          which,
        ).toEqual(['IDENTITY_HEADER_INVALID']);
      }
    }
  });

  it.each(['attacker', 'nobody'] as const)('shows the %s nothing of the victim by _entities', async (who) => {
    const { leaks, failures } = await askEntities(subgraphNamed(name), {
      scene,
      send: sendAs(who, subgraphNamed(name)),
    });
    expect(leaks.slice(0, 5)).toEqual([]);
    expect(failures.slice(0, 5)).toEqual([]);
  });

  it.each(['attacker', 'nobody'] as const)(
    'shows the %s nothing of the victim by its own root fields',
    async (who) => {
      const subgraph = subgraphNamed(name);
      const schema = subgraphSchema(subgraph.sdl);
      const hidden = ({ name: field }: GraphQLField<unknown, unknown>) =>
        API_SCHEMA.getMutationType()?.getFields()[field] === undefined;
      const roots: [kind: 'query' | 'mutation', root: GraphQLObjectType | null | undefined][] = [
        ['query', schema.getQueryType()],
        ['mutation', schema.getMutationType()],
      ];
      for (const [kind, root] of roots) {
        const fields = Object.values(root?.getFields() ?? {});
        // What clients can send, too, is in the tests of queries and mutations.
        for (const field of kind === 'query' ? fields : fields.filter(hidden)) {
          const { leaks, failures } = await walkField({
            kind,
            root: root!,
            field,
            variants: argumentVariants(field, scene.values),
            secrets: scene.secrets,
            send: sendAs(who, subgraph),
          });
          expect(leaks.slice(0, 5).map(describeLeak)).toEqual([]);
          expect(failures.slice(0, 5)).toEqual([]);
        }
      }
    },
  );
});

it('the same questions to _entities tell the victim and administrators of every entity there is', async () => {
  const told = new Set<string>();
  const asked = new Set<string>();
  for (const subgraph of NAMES.map(subgraphNamed)) {
    for (const who of ['victim', 'admin'] as const) {
      const found = await askEntities(subgraph, { scene, send: sendAs(who, subgraph) });
      expect(found.failures.slice(0, 5), `${subgraph.name} as ${who}`).toEqual([]);
      for (const type of found.asked) asked.add(type);
      for (const { type } of found.leaks) told.add(type);
    }
  }
  const isPrivate = (type: string) => OWNED.has(type) || STAFF.has(type);
  expect([...asked].filter((type) => isPrivate(type) && !told.has(type))).toEqual([]);
  expect([...asked].filter(isPrivate).length).toBeGreaterThanOrEqual(8);
});
