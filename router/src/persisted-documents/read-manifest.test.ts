import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readManifests } from './read-manifest.js';

const QUERY = 'query A { a }';
const apollo = (operations: unknown, more: object = {}) =>
  JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations, ...more });
const read = (text: string, name = 'list.json') => readManifests([{ name, text }]);

describe('a manifest', () => {
  it("is read in Apollo's format", async () => {
    const documents = await read(
      apollo([{ id: '1', name: 'A', type: 'query', body: QUERY, clientName: 'web' }]),
    );
    expect(documents).toMatchObject([
      {
        ids: ['1'],
        source: QUERY,
        operationNames: ['A'],
        tokens: 5,
        clientName: 'web',
        origin: 'list.json: operations[0] (A)',
      },
    ]);
  });

  it("is read in Relay's format, also when its ids have a prefix", async () => {
    const documents = await read(JSON.stringify({ abc: QUERY, 'sha256:def': '{ b }' }));
    expect(documents).toMatchObject([
      { ids: ['abc'], source: QUERY, operationNames: ['A'], clientName: undefined },
      { ids: ['def'], source: '{ b }', operationNames: [undefined] },
    ]);
  });

  it('is a document when it is a file of GraphQL, by the name of the file and by the hash of its text', async () => {
    const text = `${QUERY}\nmutation B { b }\n`;
    expect(await read(text, 'shop.graphql')).toMatchObject([
      {
        ids: ['shop', createHash('sha256').update(text).digest('hex')],
        source: text,
        operationNames: ['A', 'B'],
      },
    ]);
  });

  it('may be empty', async () => {
    expect(await read('{}')).toEqual([]);
    expect(await read(apollo([]))).toEqual([]);
  });

  it.each([
    ['is not JSON', 'query A { a }', 'list.json: it is not valid JSON'],
    ['is a list', '[]', 'list.json: expected a JSON object'],
    ['is of another version', apollo([], { version: 2 }), 'list.json: version: expected version 1'],
    ['is of another format', '{ "format": "x" }', 'list.json: format: '],
    ['lacks an id', apollo([{ body: QUERY }]), 'list.json: operations[0].id: '],
    ['lacks a text', apollo([{ id: '1', body: QUERY }, { id: '2' }]), 'list.json: operations[1].body: '],
    ['holds something else than texts', '{ "a": 1 }', 'list.json: a: expected the text of a document'],
    ['holds no GraphQL', '{ "a": "query {" }', 'list.json: "a": Syntax Error: '],
    ['holds only a fragment', '{ "a": "fragment A on B { c }" }', 'there is no operation in it'],
  ])('that %s is refused with the place', async (_what, text, message) => {
    await expect(read(text)).rejects.toMatchObject({
      name: 'ManifestError',
      message: expect.stringContaining(message),
    });
  });
});
