import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestAccount, TestStack } from '../harness/start-test-stack.js';
import { startTestStack } from '../harness/start-test-stack.js';
import { expectMedianWithin, expectRefusal } from './expect-refusal.js';

let stack: TestStack;
let url: string;
let authDatabase: pg.Client;
beforeAll(async () => {
  stack = await startTestStack();
  ({ url } = await stack.router.listen({ port: 0 }));
  authDatabase = new pg.Client({ connectionString: stack.urlFor('auth') });
  await authDatabase.connect();
});
afterAll(async () => {
  await authDatabase.end();
  await stack.stop();
});

const post = (query: string, variables: object, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

interface Tokens {
  readonly accessToken: string | null;
  readonly refreshToken: string | null;
  readonly userErrors: readonly { readonly code: string }[];
}

describe('a refresh token that is used again', () => {
  const REFRESH = `mutation ($token: String!) {
    refreshToken(input: { refreshToken: $token }) { accessToken refreshToken userErrors { code } } }`;
  const REFUSED = (code: string) => ({ accessToken: null, refreshToken: null, userErrors: [{ code }] });

  async function refresh(token: string): Promise<Tokens> {
    const response = await post(REFRESH, { token });
    expect(response.status).toBe(200);
    const { data } = (await response.json()) as { readonly data: { readonly refreshToken: Tokens } };
    return data.refreshToken;
  }

  /** Lets time go by since the account's refresh tokens were used. */
  const age = (account: TestAccount, seconds: number) =>
    authDatabase.query(
      `UPDATE refresh_tokens SET used_at = used_at - $2 * interval '1 second'
       WHERE session_id IN (SELECT id FROM sessions WHERE account_id = $1)`,
      [account.id, seconds],
    );

  const expectRevoked = (accessToken: string) =>
    expectRefusal(() => post('{ me { id } }', {}, bearer(accessToken)), {
      status: 401,
      code: 'UNAUTHENTICATED',
      reason: 'TOKEN_REVOKED',
    });

  it('within 30 seconds gets tokens again, since the answer may have been lost', async () => {
    const account = await stack.customer();
    await refresh(account.refreshToken);
    await age(account, 28);
    const again = await refresh(account.refreshToken);
    expect(again.userErrors).toEqual([]);
    expect((await post('{ me { id } }', {}, bearer(again.accessToken ?? ''))).status).toBe(200);
  });

  it('later is refused quickly, and ends all tokens of its family, those of the thief and of the owner', async () => {
    const took: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      const account = await stack.customer();
      const next = await refresh(account.refreshToken);
      await age(account, 31);
      const began = performance.now();
      expect(await refresh(account.refreshToken)).toEqual(REFUSED('TOKEN_REUSED'));
      if (round > 0) took.push(performance.now() - began);
      expect(await refresh(next.refreshToken ?? '')).toEqual(REFUSED('TOKEN_INVALID'));
      await expectRevoked(account.accessToken);
      await expectRevoked(next.accessToken ?? '');
    }
    expectMedianWithin(took);
  });

  it('after its successor was used is refused at once, and ends them all', async () => {
    const account = await stack.customer();
    const next = await refresh(account.refreshToken);
    const last = await refresh(next.refreshToken ?? '');
    expect(await refresh(account.refreshToken)).toEqual(REFUSED('TOKEN_REUSED'));
    expect(await refresh(last.refreshToken ?? '')).toEqual(REFUSED('TOKEN_INVALID'));
    await expectRevoked(last.accessToken ?? '');
  });
});

describe('an API key', () => {
  const key = 'x-api-key';
  const REFUSED = { status: 401, code: 'UNAUTHENTICATED', reason: 'API_KEY_INVALID' };

  it('that was revoked is refused from the answer to the mutation on', async () => {
    const admin = await stack.admin();
    const asAdmin = async <T>(query: string, variables: object): Promise<T> =>
      ((await (await post(query, variables, bearer(admin.accessToken))).json()) as { data: T }).data;
    interface Created {
      readonly createApiKey: { readonly key: string; readonly apiKey: { readonly id: string } };
    }
    const { createApiKey } = await asAdmin<Created>(
      'mutation { createApiKey(input: { name: "replay", scopes: ["orders:read"] }) { key apiKey { id } } }',
      {},
    );
    const ask = () => post('{ me { id } }', {}, { [key]: createApiKey.key });
    for (let round = 0; round < 3; round += 1) expect((await ask()).status).toBe(200);
    await asAdmin('mutation ($id: ID!) { revokeApiKey(input: { id: $id }) { userErrors { code } } }', {
      id: createApiKey.apiKey.id,
    });
    await expectRefusal(ask, REFUSED);
  });

  it.each([
    'taky_00000000_0000000000000000000000000000000000000000000000000000000000000000',
    "' OR 1=1 --",
    'x'.repeat(10_000),
  ])('that nobody has (%.20s) is refused', async (value) => {
    await expectRefusal(() => post('{ me { id } }', {}, { [key]: value }), REFUSED);
  });
});
