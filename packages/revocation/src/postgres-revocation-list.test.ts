import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { createTestDatabase } from '@techally/database/testing';
import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPostgresRevocationList } from './postgres-revocation-list.js';
import { pruneRevocations } from './revocation-table.js';
import type { RevocationList } from './revocation-list.js';

const expiresAt = new Date(Date.now() + 3_600_000);

let databaseUrl: string;
let admin: pg.Pool;
const lists: RevocationList[] = [];

beforeEach(async () => {
  const database = await createTestDatabase('platform');
  databaseUrl = database.url;
  admin = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  admin.on('connect', (client) => client.on('error', () => undefined));
  return async () => {
    await admin.end();
    await database.close();
  };
});

afterEach(async () => {
  await Promise.all(lists.splice(0).map((list) => list.close()));
});

async function open(
  applicationName: string,
  onError: (error: unknown) => void = () => undefined,
): Promise<RevocationList> {
  const list = await createPostgresRevocationList({ databaseUrl, applicationName, onError });
  lists.push(list);
  return list;
}

/** Ends all connections of a list. Returns how many there were. */
async function terminate(applicationName: string): Promise<number> {
  const { rowCount } = await admin.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1',
    [applicationName],
  );
  return rowCount ?? 0;
}

const within = (milliseconds: number) => ({ timeout: milliseconds, interval: 5 });

test('what one process revokes, the others know within 200 ms', async () => {
  const [here, there] = [await open('here'), await open('there')];
  await here.revoke({ key: 'jti:t1', expiresAt });
  await here.revoke({ key: 'sub:u1', issuedBefore: new Date(2_000_000_000_000), expiresAt });
  await vi.waitFor(() => {
    expect(there.isRevoked({ jti: 't1' })).toBe(true);
    expect(there.isRevoked({ sub: 'u1', iat: 1_999_999_999 })).toBe(true);
  }, within(200));
  expect(there.isRevoked({ sub: 'u1', iat: 2_000_000_000 })).toBe(false);
});

test('a process that starts later knows what was revoked before', async () => {
  const first = await open('first');
  await first.revoke({ key: 'sid:s1', expiresAt });
  await first.revoke({ key: 'sub:u1', issuedBefore: new Date(2_000_000_000_000), expiresAt });
  await first.close();
  const second = await open('second');
  expect(second.isRevoked({ sid: 's1' })).toBe(true);
  expect(second.isRevoked({ sub: 'u1', iat: 1_999_999_999 })).toBe(true);
  expect(second.isRevoked({ sub: 'u1', iat: 2_000_000_000 })).toBe(false);
});

test('several processes that start on an empty database at once all succeed', async () => {
  const many = await Promise.all(Array.from({ length: 6 }, (_, index) => open(`process-${String(index)}`)));
  await many[0]?.revoke({ key: 'jti:t1', expiresAt });
  await vi.waitFor(() => {
    expect(many.map((list) => list.isRevoked({ jti: 't1' }))).not.toContain(false);
  }, within(500));
});

test('a process whose connection was ended catches up with what it missed and hears the rest', async () => {
  const errors: unknown[] = [];
  const [here, there] = [await open('here'), await open('there', (error) => errors.push(error))];
  expect(await terminate('there')).toBeGreaterThan(0);
  // Committed while nobody of `there` listens, or just after; either way it has to arrive.
  await here.revoke({ key: 'jti:missed', expiresAt });
  await vi.waitFor(() => {
    expect(there.isRevoked({ jti: 'missed' })).toBe(true);
  }, within(2_000));
  expect(errors.length).toBeGreaterThan(0);

  await here.revoke({ key: 'jti:later', expiresAt });
  await vi.waitFor(() => {
    expect(there.isRevoked({ jti: 'later' })).toBe(true);
  }, within(200));
});

test('connections that are ended over and over, also while they are set up, are replaced in the end', async () => {
  const [here, there] = [await open('here'), await open('there')];
  for (let round = 0; round < 40; round += 1) await terminate('there');
  await here.revoke({ key: 'jti:t1', expiresAt });
  await vi.waitFor(() => {
    expect(there.isRevoked({ jti: 't1' })).toBe(true);
  }, within(4_000));
});

test('a process that cannot reconnect for a while keeps what it knew, tries on and catches up', async () => {
  const list = await open('here');
  await list.revoke({ key: 'jti:known', expiresAt });
  // Connected now, this pool of one keeps its connection.
  await admin.query('SELECT 1');
  const name = new URL(databaseUrl).pathname.slice(1);
  const server = new pg.Pool({ connectionString: databaseUrl.replace(name, 'postgres'), max: 1 });
  await server.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
  await terminate('here');
  await admin.query("INSERT INTO revocations VALUES ('jti:missed', $1, NULL)", [expiresAt]);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(list.isRevoked({ jti: 'known' })).toBe(true);
  expect(list.isRevoked({ jti: 'missed' })).toBe(false);
  await expect(list.revoke({ key: 'jti:unsaved', expiresAt })).rejects.toThrow(
    'not currently accepting connections',
  );
  expect(list.isRevoked({ jti: 'unsaved' })).toBe(true);

  await server.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
  await server.end();
  await vi.waitFor(() => {
    expect(list.isRevoked({ jti: 'missed' })).toBe(true);
  }, within(4_000));
});

test('expired rows are deleted, and others are not', async () => {
  const list = await open('here');
  await list.revoke({ key: 'jti:old', expiresAt: new Date(Date.now() - 120_000) });
  await list.revoke({ key: 'jti:new', expiresAt });
  await pruneRevocations(admin);
  const { rows } = await admin.query('SELECT key FROM revocations');
  expect(rows).toEqual([{ key: 'jti:new' }]);
});

test('a closed list has no connection left, also when it was closed while it reconnected', async () => {
  const list = await open('here');
  await terminate('here');
  await new Promise((resolve) => setTimeout(resolve, 22));
  await list.close();
  await vi.waitFor(async () => {
    const { rowCount } = await admin.query("SELECT 1 FROM pg_stat_activity WHERE application_name = 'here'");
    expect(rowCount).toBe(0);
  }, within(2_000));
});

test('a list closes although it reconnects to a server that takes connections and says nothing', async () => {
  const { hostname, port } = new URL(databaseUrl);
  let held = 0;
  let isHolding = false;
  const sockets = new Set<Socket>();
  const proxy = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    if (isHolding) {
      held += 1;
      socket.resume();
      return;
    }
    const onward = connect(Number(port), hostname).on('error', () => undefined);
    socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  const through = new URL(databaseUrl);
  through.port = String((proxy.address() as AddressInfo).port);

  const list = await createPostgresRevocationList({ databaseUrl: through.href, applicationName: 'here' });
  isHolding = true;
  await terminate('here');
  await vi.waitFor(() => {
    expect(held).toBeGreaterThan(0);
  }, within(2_000));
  await list.close();
  for (const socket of sockets) socket.destroy();
  await new Promise((closed) => proxy.close(closed));
});

test('a database that cannot be reached at first is an error at once', async () => {
  await expect(createPostgresRevocationList({ databaseUrl: 'postgresql://x@127.0.0.1:1/x' })).rejects.toThrow(
    'ECONNREFUSED',
  );
});
