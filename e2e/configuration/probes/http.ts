import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Probe, ProbedRouter } from '../probe.js';

const JSON_TYPE = { 'content-type': 'application/json' };

const answerHeader =
  (name: string): Probe['observe'] =>
  async ({ post }) =>
    (await post('{ me { id } }', { 'accept-encoding': 'gzip' })).headers.get(name);

const getWith = (headers: Readonly<Record<string, string>>): Probe['observe'] => {
  return async ({ router }) => (await router.fetch('/graphql?query={me{id}}', { headers })).status;
};

const batchOf =
  (size: number): Probe['observe'] =>
  async ({ router }) => {
    const body = JSON.stringify(Array.from({ length: size }, () => ({ query: '{ me { id } }' })));
    return (await router.fetch('/graphql', { method: 'POST', headers: JSON_TYPE, body })).status;
  };

/** What the router answers to these bytes before it closes the connection; nothing when it has not in time. */
const sendBytes =
  (bytes: string, patience = 1_000) =>
  async ({ listen }: ProbedRouter): Promise<string> => {
    const { port } = new URL(await listen());
    const socket = connect(Number(port), '127.0.0.1');
    socket.setTimeout(patience, () => socket.destroy());
    socket.write(bytes);
    return (await text(socket).catch(() => '')).slice(0, 'HTTP/1.1 200'.length);
  };

const HEAD = 'POST /graphql HTTP/1.1\r\nhost: router\r\ncontent-type: application/json\r\n';
const WHOLE = `${HEAD}content-length: 20\r\n\r\n{"query":"{me{id}}"}`;

/** The front for clients. */
export const PROBES: readonly Probe[] = [
  {
    option: 'http.csrf.enabled',
    config: { http: { csrf: { enabled: false } } },
    observe: getWith({}),
    expected: 200,
  },
  {
    option: 'http.csrf.requiredHeaders',
    config: { http: { csrf: { requiredHeaders: ['x-mine'] } } },
    observe: getWith({ 'x-mine': '1' }),
    expected: 200,
  },
  {
    option: 'http.compression.enabled',
    config: { http: { compression: { enabled: true, threshold: 1 } } },
    observe: answerHeader('content-encoding'),
    expected: 'gzip',
  },
  {
    option: 'http.compression.threshold',
    config: { http: { compression: { enabled: true, threshold: 1 } } },
    observe: answerHeader('content-encoding'),
    expected: 'gzip',
  },
  {
    option: 'http.batching.enabled',
    config: { http: { batching: { enabled: true } } },
    observe: batchOf(2),
    expected: 200,
  },
  {
    option: 'http.batching.maxSize',
    config: { http: { batching: { enabled: true, maxSize: 1 } } },
    observe: batchOf(2),
    expected: 422,
  },
  {
    option: 'http.securityHeaders',
    config: { http: { securityHeaders: false } },
    observe: answerHeader('x-content-type-options'),
    expected: null,
  },
  {
    option: 'http.strictTransportSecurity.enabled',
    config: { http: { strictTransportSecurity: { enabled: true } } },
    observe: answerHeader('strict-transport-security'),
    expected: 'max-age=31536000; includeSubDomains',
  },
  {
    option: 'http.strictTransportSecurity.maxAge',
    config: { http: { strictTransportSecurity: { enabled: true, maxAge: 9 } } },
    observe: answerHeader('strict-transport-security'),
    expected: 'max-age=9; includeSubDomains',
  },
  {
    option: 'http.strictTransportSecurity.includeSubdomains',
    config: { http: { strictTransportSecurity: { enabled: true, includeSubdomains: false } } },
    observe: answerHeader('strict-transport-security'),
    expected: 'max-age=31536000',
  },
  {
    option: 'http.requestTimeout',
    config: { http: { requestTimeout: 100 } },
    observe: async ({ post }) => (await post('{ slow(milliseconds: 300) }')).status,
    expected: 504,
  },
  {
    option: 'http.headersTimeout',
    config: { port: 0, http: { headersTimeout: 100 } },
    observe: sendBytes(HEAD),
    expected: 'HTTP/1.1 408',
  },
  {
    option: 'http.receiveTimeout',
    config: { port: 0, http: { receiveTimeout: 100 } },
    observe: sendBytes(`${HEAD}content-length: 20\r\n\r\n{`),
    expected: 'HTTP/1.1 408',
  },
  {
    option: 'http.keepAliveTimeout',
    config: { port: 0, http: { keepAliveTimeout: 100 } },
    observe: async (probed) => {
      const began = performance.now();
      await sendBytes(WHOLE, 4_000)(probed);
      // Node.js adds a second, so that a client may come a little late.
      return performance.now() - began < 3_500;
    },
    expected: true,
  },
  {
    option: 'http.maxHeaderSize',
    config: { port: 0, http: { maxHeaderSize: 2_000 } },
    observe: sendBytes(`${HEAD}x-large: ${'a'.repeat(4_000)}\r\n${WHOLE.slice(HEAD.length)}`),
    expected: 'HTTP/1.1 431',
  },
];
