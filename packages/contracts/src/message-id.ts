import { randomFillSync } from 'node:crypto';

const random = new Uint8Array(16);
let lastTime = 0;
let sequence = 0;

/**
 * A new UUIDv7 (RFC 9562, section 5.7): 48 bits of milliseconds, then a 12-bit counter, then 62 random bits.
 * Ids made by one process only ever grow, so inbox and outbox indexes are appended to at their right edge.
 * Written here because `crypto.randomUUIDv7` is missing in the older Node versions that are supported.
 */
export function createMessageId(now: number = Date.now()): string {
  randomFillSync(random);
  if (now > lastTime) {
    lastTime = now;
    // Half of the counter's range is left free for more ids within this millisecond.
    sequence = (((random[6] ?? 0) & 0x07) << 8) | (random[7] ?? 0);
  } else if (++sequence > 0xfff) {
    // The counter is used up, or the clock went back: borrow from the future rather than go backwards.
    lastTime += 1;
    sequence = 0;
  }
  const time = lastTime.toString(16).padStart(12, '0');
  const counter = sequence.toString(16).padStart(3, '0');
  const variant = (0x80 | ((random[8] ?? 0) & 0x3f)).toString(16);
  const tail = Buffer.from(random.buffer, 9, 7).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${variant}${tail.slice(0, 2)}-${tail.slice(2)}`;
}
