import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor.js';
import type { CursorValueKind } from './cursor.js';

const UUID = '7f0c1d4e-7a52-4b6e-9d3c-0b5f6d1a2e3f';

describe('a cursor', () => {
  it.each<[CursorValueKind, string | number | null]>([
    ['uuid', UUID],
    ['time', '2024-02-29T23:59:59.999Z'],
    ['decimal', '-12.50'],
    ['text', 'Chair "😀"'],
    ['scalar', 12.5],
    ['scalar', null],
  ])('gives back the %s %j that was put into it', (kind, value) => {
    expect(decodeCursor('ORDER', encodeCursor('ORDER', [value, UUID]), [kind, 'uuid'])).toEqual([
      value,
      UUID,
    ]);
  });

  it.each<[CursorValueKind, string | number | boolean | null]>([
    ['uuid', 'x'],
    ['uuid', 7],
    ['time', 0],
    ['time', 'yesterday'],
    ['time', '2024-13-45T00:00:00.000Z'],
    ['time', '0000-01-01T00:00:00.000Z'],
    ['time', '+275760-09-13T00:00:00.000Z'],
    ['decimal', 'NaN'],
    ['decimal', '1e400'],
    ['text', 'a\u0000b'],
    ['text', '\ud800'],
    ['text', null],
    ['scalar', '\u0000'],
  ])('with anything else than a %s, such as %j, is refused', (kind, value) => {
    const cursor = encodeCursor('ORDER', [value, UUID]);
    expect(() => decodeCursor('ORDER', cursor, [kind, 'uuid'])).toThrow('The cursor is not one of this list');
  });

  it.each([
    ['another order', encodeCursor('OTHER', ['a', UUID])],
    ['too few values', encodeCursor('ORDER', [UUID])],
    ['too many values', encodeCursor('ORDER', ['a', UUID, UUID])],
    ['an object', Buffer.from('{"0":"ORDER"}').toString('base64url')],
    ['nothing', ''],
    ['no JSON', 'chair'],
  ])('of %s is refused', (_what, cursor) => {
    expect(() => decodeCursor('ORDER', cursor, 2)).toThrow('The cursor is not one of this list');
  });
});
