/** Cursors that are none, or none of this list: what a client can make of a real one. */
export function forgedCursors(real: string): string[] {
  const [order, ...values] = JSON.parse(Buffer.from(real, 'base64url').toString()) as [string, ...unknown[]];
  const bad: readonly unknown[] = [
    null,
    true,
    0,
    1e308,
    'NaN',
    '1e400',
    'a\u0000b',
    '\ud800',
    'x'.repeat(5000),
    '0000-01-01T00:00:00.000Z',
    '+275760-09-13T00:00:00.000Z',
    [],
    {},
  ];
  return [
    // Each value in turn is replaced, the others stay.
    ...values.flatMap((_, index) => bad.map((value) => encode([order, ...values.with(index, value)]))),
    encode([order]),
    encode([order, ...values, ...values]),
    encode(['ANOTHER_ORDER', ...values]),
    encode([null, ...values]),
    encode({ order, values }),
    encode(null),
    Buffer.from('not JSON').toString('base64url'),
    Buffer.from([0xff, 0xfe, 0x00]).toString('base64url'),
    `${real}=`.repeat(200),
  ];
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
