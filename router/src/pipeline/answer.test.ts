import { describe, expect, it } from 'vitest';
import { Answer } from './answer.js';
import { Audience, WaitingClient } from './audience.js';

const PARTS = { start: '{"data":', text: '{"name":"größer"}', end: '}' };
const TEXT = '{"data":{"name":"größer"}}';

describe('Answer', () => {
  it('for one client is encoded into the memory it is given, and then gone', () => {
    const answer = new Answer(200, ['a', 'b'], PARTS, new Audience(new WaitingClient()));
    expect(answer.isShared).toBe(false);
    const memory = Buffer.alloc(answer.maxLength);
    const length = answer.encodeInto(memory);
    expect(memory.toString('utf8', 0, length)).toBe(TEXT);
    expect(answer.headersFor(length)).toEqual(['a', 'b', 'content-length', String(Buffer.byteLength(TEXT))]);
    expect(() => answer.encodeInto(memory)).toThrow('encoded before');
  });

  it('for several clients has the same bytes for all, also when all but one have left', () => {
    const audience = new Audience(new WaitingClient());
    const other = new WaitingClient();
    other.join(audience);
    other.leave();
    const answer = new Answer(200, [], PARTS, audience);
    expect(answer.isShared).toBe(true);
    expect(answer.shared.body.toString()).toBe(TEXT);
    expect(answer.shared.headers).toEqual(['content-length', String(Buffer.byteLength(TEXT))]);
    expect(answer.shared).toBe(answer.shared);
  });
});
