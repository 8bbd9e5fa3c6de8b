import { setTimeout as delay } from 'node:timers/promises';
import type { DatabaseDomain } from '@techally/database';
import type { EventBus } from '@techally/messaging';
import { queryDatabase } from './query-database.js';

export interface QuietOptions {
  /** Milliseconds to wait for it. */
  readonly timeout: number;
  /** Milliseconds between two looks. Default 300. */
  readonly interval?: number;
}

/** Whether nothing moves any more: no message, no saga, no payment whose outcome is open. Seen three times in a row. */
export async function untilQuiet(
  bus: Pick<EventBus, 'depth'>,
  urlFor: (domain: DatabaseDomain) => string,
  { timeout, interval = 300 }: QuietOptions,
): Promise<boolean> {
  const end = Date.now() + timeout;
  let quiet = 0;
  while (Date.now() < end) {
    quiet = (await isQuiet(bus, urlFor).catch(() => false)) ? quiet + 1 : 0;
    if (quiet === 3) return true;
    await delay(interval);
  }
  return false;
}

async function isQuiet(
  bus: Pick<EventBus, 'depth'>,
  urlFor: (domain: DatabaseDomain) => string,
): Promise<boolean> {
  const depth = await bus.depth();
  if (Object.values(depth).some((count) => count > 0)) return false;
  const questions = [
    ...(['auth', 'product', 'order', 'payment', 'inventory', 'notification'] as const).map(
      (domain) => [domain, 'SELECT FROM outbox LIMIT 1'] as const,
    ),
    ['order', `SELECT FROM sagas WHERE state IN ('RUNNING', 'COMPENSATING') LIMIT 1`],
    ['payment', 'SELECT FROM payments WHERE next_check_at IS NOT NULL LIMIT 1'],
    ['payment', 'SELECT FROM refunds WHERE next_check_at IS NOT NULL LIMIT 1'],
  ] as const;
  for (const [domain, sql] of questions)
    if ((await queryDatabase(urlFor(domain), sql)).length > 0) return false;
  return true;
}
