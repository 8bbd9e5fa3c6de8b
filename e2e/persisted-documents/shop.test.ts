import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { LoginDocument, RegisterDocument } from '@techally/client-storefront';
import { loadConfigFile } from '@techally/router';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedShop } from '../harness/seed-shop.js';
import type { TestStack } from '../harness/start-test-stack.js';
import { startTestStack } from '../harness/start-test-stack.js';

// The shop with the configuration that docs/persisted-documents.md recommends, as its mobile apps see it.

const EXAMPLE = fileURLToPath(new URL('../../deploy/router.persisted-documents.yaml', import.meta.url));
const MANIFEST = new URL('../../schema/persisted-documents/mobile.json', import.meta.url);
/** Another client of the same router, which makes the accounts. */
const STOREFRONT = { 'graphql-client-name': 'storefront' };

interface MobileDocument {
  readonly id: string;
  readonly text: string;
}

let stack: TestStack;
let token: string;
const documents = new Map<string, MobileDocument>();
beforeAll(async () => {
  for (const [id, text] of Object.entries(
    JSON.parse(await readFile(MANIFEST, 'utf8')) as Record<string, string>,
  ))
    documents.set(/^\w+ (\w+)/.exec(text)?.[1] ?? '', { id, text });
  const { persistedDocuments } = await loadConfigFile(EXAMPLE, { environment: {} });
  const clients = { ...persistedDocuments.clients, storefront: { level: 'off' as const } };
  stack = await startTestStack({ persistedDocuments: { ...persistedDocuments, clients } });
  await seedShop(stack, { products: 3 });
  const storefront = stack.client.withHeaders(STOREFRONT);
  const credentials = { email: `mia-${randomUUID()}@example.com`, password: 'Passw0rdX' };
  await storefront.request(RegisterDocument, {
    input: { ...credentials, firstName: 'Mia', lastName: 'Bee' },
  });
  const { login } = await storefront.request(LoginDocument, { input: credentials });
  token = login.accessToken ?? '';
});
afterAll(() => stack.stop());

function documentOf(name: string): MobileDocument {
  const document = documents.get(name);
  if (document === undefined) throw new Error(`The manifest has no "${name}".`);
  return document;
}

async function send(body: object, headers: Readonly<Record<string, string>> = {}) {
  const response = await stack.router.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return (await response.json()) as any;
}

describe('the shop with the recommended configuration', () => {
  it('answers each document of the mobile apps by its id', async () => {
    const { data } = await send({ documentId: documentOf('MobileHome').id, variables: { first: 2 } });
    expect(data.products.edges).toHaveLength(2);
    const authorization = `Bearer ${token}`;
    const orders = { documentId: documentOf('MobileOrders').id, variables: { first: 5 } };
    expect(await send(orders, { authorization })).toEqual({ data: { me: { orders: { edges: [] } } } });
    const input = { token: 'a-device-token', platform: 'ANDROID' };
    const registered = await send(
      { documentId: documentOf('RegisterDevice').id, variables: { input } },
      { authorization },
    );
    expect(registered.data.registerDevice).toMatchObject({ device: { platform: 'ANDROID' }, userErrors: [] });
  });

  it('answers a query at the path of its id, by GET', async () => {
    const response = await stack.router.fetch(
      `/graphql/${documentOf('MobileHome').id}?variables={"first":1}`,
      {
        headers: { 'apollo-require-preflight': 'true' },
      },
    );
    expect(((await response.json()) as any).data.products.edges).toHaveLength(1);
  });

  it('takes texts of its documents from old mobile apps only, and no other texts', async () => {
    const query = documentOf('MobileHome').text;
    const body = { query, variables: { first: 1 } };
    const mobile = { 'graphql-client-name': 'mobile' };
    expect((await send(body, mobile)).data.products.edges).toHaveLength(1);
    expect((await send(body)).errors[0].extensions.code).toBe('PERSISTED_QUERY_ID_REQUIRED');
    const other = { query: '{ products(first: 1) { totalCount } }' };
    expect((await send(other, mobile)).errors[0].extensions.code).toBe('QUERY_NOT_IN_SAFELIST');
    expect((await send(other)).errors[0].extensions.code).toBe('PERSISTED_QUERY_ID_REQUIRED');
  });
});
