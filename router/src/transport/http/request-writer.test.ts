import { describe, expect, it } from 'vitest';
import { subgraphRequest } from '../testing/subgraph-request.js';
import { parseHttpTarget } from './http-target.js';
import { createRequestWriter } from './request-writer.js';

const target = parseHttpTarget('http://users.internal:4001/graphql?tenant=a%20b#part')!;

/** Head and body of a request as the server sees them. */
function written(parts: Parameters<typeof subgraphRequest>[0], url = target, acceptCompressed = false) {
  const payload = createRequestWriter(url, acceptCompressed)(subgraphRequest(parts));
  const bytes = typeof payload === 'string' ? Buffer.from(payload, 'latin1') : payload;
  const bodyStart = bytes.indexOf('\r\n\r\n') + 4;
  return {
    head: bytes.toString('latin1', 0, bodyStart - 4).split('\r\n'),
    body: JSON.parse(bytes.toString('utf8', bodyStart)) as unknown,
    bodyLength: bytes.length - bodyStart,
  };
}

const headers = (values: Readonly<Record<string, string>>) => ({ headers: { values, sharingKey: '' } });

describe('a request', () => {
  it('is a POST with the path, the host and the length of its body', () => {
    const { head, body, bodyLength } = written({});
    expect(head).toEqual([
      'POST /graphql?tenant=a%20b HTTP/1.1',
      'host: users.internal:4001',
      'accept: application/graphql-response+json, application/json',
      'content-type: application/json',
      'x-request-id: r1',
      `content-length: ${bodyLength}`,
    ]);
    const { query } = subgraphRequest();
    expect(body).toEqual({ query, operationName: 'Q', variables: { id: '1' } });
  });

  it('leaves out what it does not have', () => {
    expect(written({ operationName: undefined, variables: undefined }).body).toEqual({
      query: subgraphRequest().query,
    });
  });

  it('asks for compression only if it is told to', () => {
    expect(written({}, target, true).head).toContain('accept-encoding: gzip, br');
  });

  it.each(['plain', 'é', '日本', '😀', '\u0000"\\\n', '\ud800'])(
    'counts bytes and not characters of %j',
    (text) => {
      for (const parts of [
        { query: `# ${text}` },
        { variables: JSON.stringify({ text }) },
        { operationName: text },
      ]) {
        const { head, body, bodyLength } = written(parts);
        expect(head.at(-1)).toBe(`content-length: ${bodyLength}`);
        const { query, operationName, variables } = subgraphRequest(parts);
        expect(body).toEqual({ query, operationName, variables: JSON.parse(variables!) });
      }
    },
  );

  it('keeps two operation names of one text apart', () => {
    const write = createRequestWriter(target, false);
    expect(write(subgraphRequest({ operationName: 'A' }))).toContain('"operationName":"A"');
    expect(write(subgraphRequest({ operationName: 'B' }))).toContain('"operationName":"B"');
    expect(write(subgraphRequest({ operationName: undefined }))).not.toContain('operationName');
  });

  it('sends the credentials of the URL, unless it has its own', () => {
    const withPassword = parseHttpTarget('https://user:p%40ss@users.internal/')!;
    expect(written({}, withPassword).head).toContain(`authorization: Basic ${btoa('user:p@ss')}`);
    const { head } = written(headers({ authorization: 'Bearer x' }), withPassword);
    expect(head.filter((line) => line.startsWith('authorization'))).toEqual(['authorization: Bearer x']);
  });
});

describe('a header', () => {
  it.each([
    ['x-a', 'b\r\nx-evil: 1'],
    ['x-a', 'b\n'],
    ['x-a', '\r'],
    ['x-a', 'b\0'],
    ['x-a', '\x7f'],
    ['x-a', 'Ā'],
    ['x-a', '\u560a'],
    ['x-a: b\r\nx-evil', '1'],
    ['x a', '1'],
    ['x:a', '1'],
    ['', '1'],
    ['é', '1'],
  ])('%j with the value %j is refused', (name, value) => {
    expect(() => written(headers({ [name]: value }))).toThrow(
      expect.objectContaining({ name: 'InvalidHeaderError' }),
    );
  });

  it.each(['tab\there', ' ', '', 'é in latin1', ':;"{}'])('may have the value %j', (value) => {
    expect(written(headers({ 'x-a': value })).head).toContain(`x-a: ${value}`);
  });

  it('in latin1 stays so beside a body that is not ASCII', () => {
    const { head, body } = written({ ...headers({ 'x-a': 'é' }), query: '# 日本' });
    expect(head).toContain('x-a: é');
    expect(body).toMatchObject({ query: '# 日本' });
  });

  it.each([
    'content-length',
    'Content-Length',
    'transfer-encoding',
    'TRANSFER-ENCODING',
    'host',
    'connection',
    'content-type',
    'content-encoding',
    'accept',
    'accept-encoding',
    'expect',
    'te',
    'trailer',
    'upgrade',
    'keep-alive',
  ])('%s cannot be given, since it could change where the request ends or what it is', (name) => {
    expect(written(headers({ [name]: '7', 'x-a': 'b' })).head).toEqual(written(headers({ 'x-a': 'b' })).head);
  });
});
