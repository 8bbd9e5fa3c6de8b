import type { Redis } from '@techally/redis';
import type { RevocationEntry } from './revocation-entries.js';

/** Entries are kept longer than they count, since the clocks of processes and Redis differ. */
const KEPT_AFTER_EXPIRY_MS = 60_000;
/** Entries that are read or deleted at once; Redis does nothing else meanwhile. */
const PAGE = 1_000;

/**
 * Keeps what reaches further and announces the entry if that changed anything, all at once. `ZADD` with `GT` needs
 * Redis 6.2.
 */
const STORE = `
local changed = redis.call('ZADD', KEYS[1], 'GT', 'CH', ARGV[2], ARGV[1])
if ARGV[3] ~= '' then
  local known = redis.call('HGET', KEYS[2], ARGV[1])
  if not known or tonumber(ARGV[3]) > tonumber(known) then
    redis.call('HSET', KEYS[2], ARGV[1], ARGV[3])
    changed = 1
  end
end
if changed == 1 then redis.call('PUBLISH', ARGV[4], ARGV[5]) end`;

const PRUNE = `
local time = redis.call('TIME')
local expired = redis.call('ZRANGE', KEYS[1], '-inf', time[1] * 1000 - ARGV[1], 'BYSCORE', 'LIMIT', 0, ARGV[2])
if #expired > 0 then
  redis.call('ZREM', KEYS[1], unpack(expired))
  redis.call('HDEL', KEYS[2], unpack(expired))
end
return #expired`;

/** The list in Redis: a sorted set of keys by expiry, and for users the moment before which tokens are void. */
export interface RedisRevocationStore {
  /** The channel on which entries are announced, as {@link writeAnnouncement} writes them. */
  readonly channel: string;
  store(entry: RevocationEntry): Promise<void>;
  /** All entries that are there from beginning to end; others may be missing. */
  load(): Promise<RevocationEntry[]>;
  /** Deletes what expired a while ago, by the clock of Redis. */
  prune(): Promise<void>;
}

/** @param prefix What the names of keys and channel begin with. */
export function createRedisRevocationStore(redis: Redis, prefix: string): RedisRevocationStore {
  // The braces put both keys on the same node of a cluster.
  const expiries = `${prefix}:{revocations}:expires-at`;
  const moments = `${prefix}:{revocations}:issued-before`;
  const channel = `${prefix}:revocations`;

  async function complete(page: readonly string[]): Promise<RevocationEntry[]> {
    const keys = page.filter((_, index) => index % 2 === 0);
    const users = keys.filter(isUser);
    const found = users.length === 0 ? [] : await redis.hmget(moments, ...users);
    const issuedBefore = new Map(users.map((user, index) => [user, found[index] ?? null]));
    return keys.flatMap((key, index) => {
      const moment = issuedBefore.get(key) ?? null;
      // It was deleted between the two commands; without its moment it would end all tokens of the user.
      if (isUser(key) && moment === null) return [];
      const expiresAt = Number(page[index * 2 + 1]);
      return [{ key, expiresAt, issuedBefore: moment === null ? null : Number(moment) }];
    });
  }

  return {
    channel,

    async store(entry) {
      const { key, expiresAt, issuedBefore } = entry;
      const moment = issuedBefore ?? '';
      await redis.eval(
        STORE,
        2,
        expiries,
        moments,
        key,
        expiresAt,
        moment,
        channel,
        writeAnnouncement(entry),
      );
    },

    async load() {
      const entries: RevocationEntry[] = [];
      let cursor = '0';
      do {
        const [next, page] = await redis.zscan(expiries, cursor, 'COUNT', PAGE);
        entries.push(...(await complete(page)));
        cursor = next;
      } while (cursor !== '0');
      return entries;
    },

    async prune() {
      let deleted: unknown;
      do {
        deleted = await redis.eval(PRUNE, 2, expiries, moments, KEPT_AFTER_EXPIRY_MS, PAGE);
      } while (deleted === PAGE);
    },
  };
}

function isUser(key: string): boolean {
  return key.startsWith('sub:');
}

export function writeAnnouncement(entry: RevocationEntry): string {
  return JSON.stringify(entry);
}

/** @throws Thrown when the text is no announcement: others may write to the channel, too. */
export function readAnnouncement(text: string): RevocationEntry {
  const { key, expiresAt, issuedBefore } = JSON.parse(text) as Partial<RevocationEntry>;
  const isMoment = issuedBefore === null || typeof issuedBefore === 'number';
  if (typeof key !== 'string' || typeof expiresAt !== 'number' || !isMoment)
    throw new Error('What was heard is not a revocation.');
  return { key, expiresAt, issuedBefore };
}
