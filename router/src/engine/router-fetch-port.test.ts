import { ANONYMOUS } from '@techally/identity';
import { Kind, parse } from 'graphql';
import { pino } from 'pino';
import type { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { errorOptions } from '../config/error-options.js';
import { createSubgraphErrorPolicy } from '../errors/subgraph-error-policy.js';
import { Cancellation } from '../cancellation/cancellation.js';
import { RequestContext } from '../pipeline/request-context.js';
import type { Subgraph, SubgraphHeaders, SubgraphRequest } from '../transport/subgraph-transport.js';
import { SubrequestError } from '../transport/subrequest-error.js';
import { createRouterFetchPort } from './router-fetch-port.js';

const SUBGRAPHS = [
  { name: 'users', url: 'http://users.test' },
  { name: 'reviews', url: '' },
];
const OPERATION = {
  operationKind: 'query',
  query: '{ a }',
  operationName: 'A',
  variables: '{"n":1}',
} as const;

interface PortOptions {
  readonly source?: string;
  readonly cancellation?: Cancellation;
  readonly errors?: z.input<typeof errorOptions>;
  readonly headers?: () => SubgraphHeaders;
}

function createPort({ source = '{ a }', cancellation, errors = {}, headers }: PortOptions = {}) {
  const sent: { readonly subgraph: Subgraph; readonly request: SubgraphRequest }[] = [];
  const log: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => log.push(line) });
  const create = createRouterFetchPort(
    {
      supergraphSdl: '',
      transport: {
        send: async (subgraph, request) => {
          sent.push({ subgraph, request });
          return { kind: 'result', httpStatus: 200, result: { data: {} } };
        },
      },
      subgraphHeaders: headers ?? (() => ({ values: { 'x-identity': 'i' }, sharingKey: 'k' })),
      subgraphUrls: new Map([['reviews', 'http://elsewhere.test']]),
      subgraphErrors: createSubgraphErrorPolicy(errorOptions.parse(errors)),
      logger,
    },
    SUBGRAPHS,
  );
  const document = parse(source);
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  const requester = {
    identity: ANONYMOUS,
    clientAddress: undefined,
    forwardedHeaders: {},
    requestId: '1',
    sharingKey: '',
  };
  const context = new RequestContext(requester, '0', cancellation, logger);
  return { port: create({ source, document, operation }, context), sent, log };
}

describe('a request to a subgraph', () => {
  it('goes to the URL of the supergraph, or to the one that replaces it', async () => {
    const { port, sent } = createPort();
    await port.send('users', OPERATION);
    await port.send('reviews', OPERATION);
    expect(sent.map(({ subgraph }) => subgraph)).toEqual([
      { name: 'users', url: 'http://users.test' },
      { name: 'reviews', url: 'http://elsewhere.test' },
    ]);
  });

  it('has the operation and the headers for that subgraph', async () => {
    const values = { values: { a: '1' }, sharingKey: 's' };
    const { port, sent } = createPort({ headers: () => values });
    await port.send('users', OPERATION);
    expect(sent[0]?.request).toMatchObject({ ...OPERATION, headers: values, cancellation: undefined });
  });

  it('to a subgraph that the supergraph does not name is refused', async () => {
    const { port, sent } = createPort();
    await expect(port.send('other', OPERATION)).rejects.toThrow('other');
    expect(sent).toEqual([]);
  });

  it('ends with its client when it is a query, and not when it is a mutation', async () => {
    const cancellation = new Cancellation();
    const query = createPort({ cancellation });
    const mutation = createPort({ cancellation, source: 'mutation { a }' });
    await query.port.send('users', OPERATION);
    await mutation.port.send('users', OPERATION);
    expect(query.sent[0]?.request.cancellation).toBe(cancellation);
    expect(mutation.sent[0]?.request.cancellation).toBeUndefined();
    expect([query.port.isAbandoned(), mutation.port.isAbandoned()]).toEqual([false, false]);
    cancellation.cancel();
    expect([query.port.isAbandoned(), mutation.port.isAbandoned()]).toEqual([true, false]);
  });
});

describe('an error', () => {
  it('that a subgraph reports keeps what clients may see, without a path', () => {
    const { port } = createPort();
    const reported = { message: 'x', path: ['a'], extensions: { code: 'C', field: 'f', query: 'secret' } };
    expect(port.reportedError('users', reported)).toEqual({
      message: 'x',
      extensions: { code: 'C', field: 'f' },
    });
  });

  it('names its subgraph where that may be told', () => {
    const { port } = createPort({ errors: { includeServiceName: 'always' } });
    expect(port.reportedError('users', { message: 'x' }).extensions).toEqual({
      code: 'DOWNSTREAM_SERVICE_ERROR',
      serviceName: 'users',
    });
    expect(port.failure('users', new Error('x')).extensions).toEqual({
      code: 'SUBREQUEST_FAILED',
      serviceName: 'users',
    });
  });

  it('of the transport is quoted only when it was made to be', () => {
    const { port } = createPort();
    expect(port.failure('users', new Error('secret'))).toEqual({
      message: 'Subgraph "users" could not be asked.',
      extensions: { code: 'SUBREQUEST_FAILED' },
    });
    expect(port.failure('users', new SubrequestError('SUBREQUEST_TIMEOUT', 'Too slow.'))).toEqual({
      message: 'Too slow.',
      extensions: { code: 'SUBREQUEST_TIMEOUT' },
    });
  });

  it('of the transport is logged, unless the client left and so ended the request', () => {
    const cancellation = new Cancellation();
    const { port, log } = createPort({ cancellation });
    port.failure('users', new Error('inner workings'));
    expect(log.join('')).toContain('inner workings');
    cancellation.cancel();
    port.failure('users', new Error('no wonder'));
    expect(log.join('')).not.toContain('no wonder');
  });
});
