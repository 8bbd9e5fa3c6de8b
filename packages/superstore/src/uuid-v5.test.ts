import { expect, test } from 'vitest';
import { DNS_NAMESPACE, uuidV5 } from './uuid-v5.js';

test('the example of RFC 9562, appendix A.4, comes out as printed there', () => {
  expect(uuidV5('www.example.com', DNS_NAMESPACE)).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
});

test('the published vector for python.org comes out, and an upper-case namespace is the same namespace', () => {
  expect(uuidV5('python.org', DNS_NAMESPACE)).toBe('886313e1-3b8a-5372-9b90-0c9aee199e5d');
  expect(uuidV5('python.org', DNS_NAMESPACE.toUpperCase())).toBe('886313e1-3b8a-5372-9b90-0c9aee199e5d');
});

test('a name outside ASCII is hashed as UTF-8, and every id says version 5 and the RFC variant', () => {
  const ids = Array.from({ length: 500 }, (_, index) =>
    uuidV5(`Französisch ${String(index)}`, DNS_NAMESPACE),
  );
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(500);
});

test('a namespace that is no UUID is refused', () => {
  expect(() => uuidV5('x', 'superstore')).toThrow(RangeError);
});
