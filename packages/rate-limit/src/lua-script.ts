import { createHash } from 'node:crypto';
import type { Redis } from '@techally/redis';

/** A script that Redis keeps: it is sent by its hash, and whole only when the server does not know it (yet, or any more). */
export class LuaScript {
  readonly #sha: string;

  constructor(private readonly text: string) {
    // What the protocol names scripts by; nothing relies on its strength.
    this.#sha = createHash('sha1').update(text).digest('hex');
  }

  async run(redis: Redis, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown> {
    try {
      return await redis.evalsha(this.#sha, keys.length, ...keys, ...args);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return redis.eval(this.text, keys.length, ...keys, ...args);
    }
  }
}
