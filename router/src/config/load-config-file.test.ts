import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorOptions } from './error-options.js';
import { headerOptions } from './header-options.js';
import { httpOptions } from './http-options.js';
import { limitOptions } from './limit-options.js';
import { loadConfigFile } from './load-config-file.js';
import { persistedDocumentOptions } from './persisted-document-options.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'router-config-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function load(yaml: string, environment: Record<string, string> = {}, more = {}) {
  const path = join(folder, 'router.yaml');
  await writeFile(path, yaml);
  return loadConfigFile(path, { environment, ...more });
}

const refusal = (...texts: readonly string[]) => ({
  code: 'CONFIG_INVALID',
  message: expect.stringMatching(
    new RegExp(texts.map((text) => text.replace(/[[\].$]/g, '\\$&')).join('[^]*')),
  ) as string,
});

describe('a configuration file', () => {
  it('that is empty gives the defaults', async () => {
    expect(await load('')).toMatchObject({
      port: 4000,
      host: '127.0.0.1',
      engine: 'techally',
      introspection: true,
      sandbox: { enabled: true },
      trustProxy: false,
      authentication: {
        issuers: [],
        clockTolerance: 5_000,
        token: { header: 'authorization', scheme: 'Bearer' },
        apiKeyHeader: 'x-api-key',
        verificationLife: 600_000,
      },
      http: httpOptions.parse({}),
      headers: headerOptions.parse({}),
      deduplicate: { clientQueries: true, subgraphQueries: true },
      persistedDocuments: persistedDocumentOptions.parse({}),
      subgraphs: {},
      demandControl: {
        mode: 'off',
        maxCost: 5_000,
        maxCostByTier: {},
        listSize: 10,
        subgraphs: {},
        actual: 'measure',
        exposeHeaders: false,
        exposeInExtensions: false,
      },
      planLimits: {},
      limits: limitOptions.parse({}),
      subgraphTimeout: 30_000,
      errors: errorOptions.parse({}),
    });
  });

  it('takes values of every kind from the environment', async () => {
    const yaml = 'port: ${env.PORT}\nintrospection: "${env.SHOW}"\nidentity: { secret: "a-${env.SECRET}" }\n';
    const secret = 'x'.repeat(40);
    expect(await load(yaml, { PORT: '4010', SHOW: 'false', SECRET: secret })).toMatchObject({
      port: 4010,
      introspection: false,
      identity: { secret: `a-${secret}` },
    });
  });

  it('cannot get options from a value of the environment', async () => {
    const { host } = await load('host: ${env.HOST}\n', { HOST: 'x\nport: 1' });
    expect(host).toBe('x\nport: 1');
  });

  it('is refused when a variable is not set, with its name and place', async () => {
    await expect(load('subgraphs: { a: { url: "${env.URL_A}" } }')).rejects.toMatchObject(
      refusal('subgraphs.a.url', 'URL_A'),
    );
  });

  it('is refused with every unknown key and bad value in one go', async () => {
    const yaml = `
prot: 1
port: 70000
sandbox: { enable: true }
authentication:
  issuers:
    - { issuer: a, jwks: { uri: x } }
    - { issuer: a, jwks: { file: x }, algorithms: [HS256] }
    - { issuer: a, jwks: { file: x, url: "http://x" } }
    - { issuer: a, jwks: { file: x, maxAge: 999 } }
identity: { secret: short }
trustProxy: 10.0.0.0/40
`;
    const failure = await load(yaml).catch((error: unknown) => error as Error);
    const faults = (failure as Error).message.split('\n  - ').slice(1).sort();
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'authentication.issuers[0].jwks.uri',
      'authentication.issuers[0].jwks',
      'authentication.issuers[1].algorithms[0]',
      'authentication.issuers[2].jwks',
      'authentication.issuers[3].jwks.maxAge',
      'identity.secret',
      'port',
      'prot',
      'sandbox.enable',
      'trustProxy',
    ]);
  });

  it.each(['[1, 2]', 'just text', 'a: [', 'port: 1\nport: 2'])('is refused when it is %j', async (yaml) => {
    await expect(load(yaml)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  it('is refused when it is not there', async () => {
    await expect(loadConfigFile(join(folder, 'none.yaml'), { environment: {} })).rejects.toMatchObject({
      code: 'CONFIG_NOT_READABLE',
      message: expect.stringContaining('none.yaml cannot be read: there is no such file') as string,
    });
  });

  it('has paths that start from its own folder', async () => {
    const { authentication } = await load(
      'authentication: { issuers: [{ issuer: a, jwks: { file: keys/jwks.json, maxAge: 60000 } }] }',
    );
    expect(authentication.issuers[0]?.jwks).toMatchObject({
      file: join(folder, 'keys/jwks.json'),
      maxAge: 60_000,
    });
  });

  it('is refused when access tokens come in cookies and nothing keeps other pages from using them', async () => {
    const yaml = 'authentication: { token: { cookie: token } }\nhttp: { csrf: { enabled: "${env.CSRF}" } }';
    await expect(load(yaml, { CSRF: 'false' })).rejects.toMatchObject(
      refusal('http.csrf.enabled', 'cookies'),
    );
    expect((await load(yaml, { CSRF: 'true' })).authentication.token.cookie).toBe('token');
  });

  it('takes headers to forward in any case, and refuses those that no subgraph may get', async () => {
    expect((await load('headers: { forward: [Accept-Language, cookie] }')).headers).toMatchObject({
      forward: ['accept-language', 'cookie'],
    });
    for (const name of [
      'X-TechAlly-Identity',
      'Connection',
      'host',
      'content-length',
      'x-request-id',
      'a b',
    ]) {
      await expect(load(`headers: { forward: ["${name}"] }`)).rejects.toMatchObject(
        refusal('headers.forward[0]'),
      );
    }
  });

  it('cannot take headers for CSRF prevention that browsers send from any page', async () => {
    for (const name of ['Cookie', 'Origin', 'accept', 'Sec-Fetch-Site', 'authorization']) {
      await expect(load(`http: { csrf: { requiredHeaders: ["${name}"] } }`)).rejects.toMatchObject(
        refusal('http.csrf.requiredHeaders[0]'),
      );
    }
    expect((await load('http: { csrf: { requiredHeaders: [X-App] } }')).http.csrf.requiredHeaders).toEqual([
      'x-app',
    ]);
  });

  it('stands between defaults and overrides', async () => {
    const more = { defaults: { sandbox: { enabled: false }, host: '::1' }, overrides: { port: '4020' } };
    expect(await load('port: 4010\nsandbox: { defaultQuery: "{ a }" }', {}, more)).toMatchObject({
      port: 4020,
      host: '::1',
      sandbox: { enabled: false, defaultQuery: '{ a }' },
    });
  });
});
