import { describe, expect, test } from 'vitest';
import { DATABASE_DOMAINS, parseDatabaseSettings } from './parse-database-settings.js';

function urls(env: Record<string, string>): { adminUrl: string | null; order: string; auth: string } {
  const settings = parseDatabaseSettings(env);
  if (settings.kind === 'embedded') throw new Error('A server was expected.');
  return { adminUrl: settings.adminUrl, order: settings.urlFor('order'), auth: settings.urlFor('auth') };
}

describe('without a server', () => {
  test.each([{}, { DATABASE_URL: '' }, { DB_HOST: '  ', HOME: '/root' }])(
    '%j means the embedded one',
    (env) => {
      expect(parseDatabaseSettings(env)).toEqual({ kind: 'embedded' });
    },
  );
});

describe('DATABASE_URL', () => {
  test('names the server, where each domain has a database of its own', () => {
    expect(urls({ DATABASE_URL: 'postgresql://shop:p%40ss@db:5433/postgres?sslmode=require' })).toEqual({
      adminUrl: 'postgresql://shop:p%40ss@db:5433/postgres?sslmode=require',
      order: 'postgresql://shop:p%40ss@db:5433/techally_order?sslmode=require',
      auth: 'postgresql://shop:p%40ss@db:5433/techally_auth?sslmode=require',
    });
  });

  test.each(['postgresql://db', 'postgres://db/'])(
    'of the form %s is administered through "postgres"',
    (url) => {
      expect(urls({ DATABASE_URL: url }).adminUrl).toMatch(/:\/\/db\/postgres$/);
    },
  );

  test('comes before the single parts', () => {
    expect(urls({ DATABASE_URL: 'postgresql://db/x', DB_HOST: 'other' }).adminUrl).toBe('postgresql://db/x');
  });
});

describe('single parts', () => {
  test('make the same URL, with characters escaped and defaults filled in', () => {
    const env = { DB_HOST: 'db', DB_PORT: '6000', DB_NAME: 'main', DB_USER: 'a b', DB_PASSWORD: 'p@:/s' };
    expect(urls(env)).toMatchObject({
      adminUrl: 'postgresql://a%20b:p%40%3A%2Fs@db:6000/main',
      order: 'postgresql://a%20b:p%40%3A%2Fs@db:6000/techally_order',
    });
    expect(urls({ DB_HOST: '::1' }).adminUrl).toBe('postgresql://postgres@[::1]:5432/postgres');
  });

  test('without a host are refused instead of starting the embedded database', () => {
    expect(() => parseDatabaseSettings({ DB_USER: 'shop', DB_PASSWORD: 'x' })).toThrow(
      expect.objectContaining({ code: 'DATABASE_SETTINGS_INVALID' }),
    );
  });
});

describe('a URL for one domain', () => {
  test('comes before the server', () => {
    const env = { DATABASE_URL: 'postgresql://db/postgres', ORDER_DATABASE_URL: 'postgresql://orders/shop' };
    expect(urls(env)).toMatchObject({
      order: 'postgresql://orders/shop',
      auth: 'postgresql://db/techally_auth',
    });
  });

  test('alone leaves the others not configured', () => {
    const settings = parseDatabaseSettings({ ORDER_DATABASE_URL: 'postgresql://orders/shop' });
    if (settings.kind === 'embedded') throw new Error('A server was expected.');
    expect(settings.adminUrl).toBeNull();
    expect(settings.urlFor('order')).toBe('postgresql://orders/shop');
    expect(() => settings.urlFor('auth')).toThrow(
      expect.objectContaining({ code: 'DATABASE_NOT_CONFIGURED' }),
    );
  });

  test.each(DATABASE_DOMAINS)('is read for %s', (domain) => {
    const settings = parseDatabaseSettings({
      [`${domain.toUpperCase()}_DATABASE_URL`]: 'postgresql://own/db',
    });
    expect(settings.kind === 'server' && settings.urlFor(domain)).toBe('postgresql://own/db');
  });
});

test.each([
  { DATABASE_URL: 'mysql://root:secret@db/shop' },
  { DATABASE_URL: 'secret' },
  { DB_HOST: 'db', DB_PORT: 'secret' },
  { DB_HOST: 'db', DB_PORT: '70000' },
  { USER_DATABASE_URL: 'http://secret' },
])('%j is refused with the name of the variable and without its value', (env) => {
  const variable = Object.keys(env).at(-1) ?? '';
  expect(() => parseDatabaseSettings(env)).toThrow(
    expect.objectContaining({
      code: 'DATABASE_SETTINGS_INVALID',
      message: expect.stringMatching(new RegExp(`^(?!.*secret).*${variable} is not a `)) as string,
    }),
  );
});
