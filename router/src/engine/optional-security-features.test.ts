import { expect, it } from 'vitest';
import { optionalSecurityFeatures } from './optional-security-features.js';

const LINK = (name: string) => `@link(url: "https://specs.apollo.dev/${name}/v0.1", for: SECURITY)`;

it('makes the features optional that the router enforces, and no others', () => {
  const sdl = `schema @link(url: "https://specs.apollo.dev/link/v1.0") ${LINK('authenticated')} ${LINK('requiresScopes')} ${LINK('policy')} ${LINK('inaccessible')} { query: Query }\ntype Query { a: Int }`;
  const links = [...optionalSecurityFeatures(sdl).matchAll(/@link\([^)]*\)/g)].map(([link]) => link);
  expect(links.filter((link) => link.includes('SECURITY'))).toEqual([LINK('inaccessible')]);
  expect(links).toHaveLength(5);
});

it('leaves other supergraphs as they are', () => {
  const sdl = `schema ${LINK('inaccessible')}   { query: Query }`;
  expect(optionalSecurityFeatures(sdl)).toBe(sdl);
});
