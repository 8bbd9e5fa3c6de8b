import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { ServiceUnavailableError } from '@techally/subgraph-kit';
import type { PasswordHasher } from '../ports/password-hasher.js';
import { createConcurrencyLimit } from './concurrency-limit.js';
import type { Argon2Cost, Argon2Hash } from './phc-string.js';
import { formatPhc, parsePhc } from './phc-string.js';

/** The OWASP password storage cheat sheet's parameters for argon2id: 19 MiB, 2 passes, 1 lane. */
export const SECURE_COST: Argon2Cost = { memory: 19_456, passes: 2, parallelism: 1 };

const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** Half of the default thread pool: the rest stays free for file, name and signature work of the same process. */
const MAX_RUNNING = 2;
/** About ten seconds of work; more than that is an attack or a stampede, and is told to come back. */
const MAX_WAITING = 500;

/** Hashes passwords with Node's own argon2id, on the thread pool. Stored hashes with another cost still verify. */
export function createArgon2PasswordHasher(cost: Argon2Cost = SECURE_COST): PasswordHasher {
  const limited = createConcurrencyLimit({
    running: MAX_RUNNING,
    waiting: MAX_WAITING,
    overflow: () => new ServiceUnavailableError(),
  });
  // What is compared with when there is no account: as expensive as a real one, and no password makes it.
  const dummy: Argon2Hash = { ...cost, salt: randomBytes(SALT_BYTES), hash: randomBytes(HASH_BYTES) };

  return {
    async hash(password) {
      const salt = randomBytes(SALT_BYTES);
      const hash = await limited(() => derive(password, { ...cost, salt, length: HASH_BYTES }));
      return formatPhc({ ...cost, salt, hash });
    },

    async verify(password, stored) {
      const parsed = stored === null ? null : parsePhc(stored);
      const expected = parsed ?? dummy;
      const actual = await limited(() => derive(password, { ...expected, length: expected.hash.length }));
      const matches = timingSafeEqual(actual, expected.hash) && parsed !== null;
      return { matches, outdated: matches && !sameCost(expected, cost) };
    },
  };
}

function derive(
  password: string,
  options: Argon2Cost & { readonly salt: Buffer; readonly length: number },
): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const parameters = {
    // One password, however its keyboard composes accents (NIST SP 800-63B, section 3.1.1.2).
    message: password.normalize('NFKC'),
    nonce: options.salt,
    memory: options.memory,
    passes: options.passes,
    parallelism: options.parallelism,
    tagLength: options.length,
  };
  argon2('argon2id', parameters, (error, key) => {
    if (error) reject(error);
    else resolve(key);
  });
  return promise;
}

function sameCost(one: Argon2Cost, other: Argon2Cost): boolean {
  return one.memory === other.memory && one.passes === other.passes && one.parallelism === other.parallelism;
}
