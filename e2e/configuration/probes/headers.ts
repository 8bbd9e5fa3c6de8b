import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Probe } from '../probe.js';

/** Which of the headers of a client, and of the router's rules, a subgraph gets. */
const received: Probe['observe'] = async ({ post, subgraphs }) => {
  await post('{ me { id } }', { 'x-one': '1', 'x-two': '2' });
  const headers = subgraphs.requests[0]?.headers ?? {};
  return Object.fromEntries(Object.entries(headers).filter(([name]) => /^x-(one|two|made)$/.test(name)));
};

const answered =
  (name: string): Probe['observe'] =>
  async ({ post }) =>
    (await post('{ me { id reviews { body } } }')).headers.get(name);

type Rule = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Each part of a rule: what is written, and what the subgraph gets then. Parts that a rule cannot lack have another to compare with. */
const RULES: readonly [
  part: string,
  rules: readonly Rule[],
  without: readonly Rule[] | undefined,
  expected: object,
][] = [
  ['propagate.named', [{ propagate: { named: 'x-one' } }], [], { 'x-one': '1' }],
  ['propagate.rename', [{ propagate: { named: 'x-one', rename: 'x-made' } }], undefined, { 'x-made': '1' }],
  ['propagate.default', [{ propagate: { named: 'x-made', default: 'd' } }], undefined, { 'x-made': 'd' }],
  ['propagate.matching', [{ propagate: { matching: 'x-(one|two)' } }], [], { 'x-one': '1', 'x-two': '2' }],
  ['insert.name', [{ insert: { name: 'x-made', value: 'v' } }], [], { 'x-made': 'v' }],
  ['insert.value', [{ insert: { name: 'x-made', value: 'v' } }], [], { 'x-made': 'v' }],
  [
    'insert.fromContext',
    [{ insert: { name: 'x-made', fromContext: 'clientAddress' } }],
    [],
    { 'x-made': '127.0.0.1' },
  ],
  [
    'remove.named',
    [{ insert: { name: 'x-made', value: 'v' } }, { remove: { named: 'x-made' } }],
    [{ insert: { name: 'x-made', value: 'v' } }],
    {},
  ],
  [
    'remove.matching',
    [{ insert: { name: 'x-made', value: 'v' } }, { remove: { matching: 'x-m.*' } }],
    [{ insert: { name: 'x-made', value: 'v' } }],
    {},
  ],
];

type HeaderConfig = Exclude<Probe['config'], (...given: never[]) => unknown>;

/** The rules come from a table; the router checks their form when it starts. */
const asConfig = (headers: object) => ({ headers }) as HeaderConfig;

const forSubgraphs = (
  place: string,
  toConfig: (request: readonly Rule[]) => HeaderConfig,
): readonly Probe[] =>
  RULES.map(([part, rules, without, expected]) => ({
    option: `${place}.request[].${part}`,
    config: toConfig(rules),
    ...(without === undefined ? {} : { without: toConfig(without) }),
    observe: received,
    expected,
  }));

/** What goes to subgraphs, and what of theirs goes to clients. */
export const PROBES: readonly Probe[] = [
  ...forSubgraphs('headers.all', (request) => asConfig({ all: { request } })),
  ...forSubgraphs('headers.subgraphs.<name>', (request) => asConfig({ subgraphs: { users: { request } } })),
  {
    option: 'headers.response[].propagate.named',
    config: { headers: { response: [{ propagate: { named: 'x-served-by' } }] } },
    without: {},
    observe: answered('x-served-by'),
    expected: 'reviews',
  },
  {
    option: 'headers.response[].propagate.algorithm',
    config: { headers: { response: [{ propagate: { named: 'x-served-by', algorithm: 'first' } }] } },
    observe: answered('x-served-by'),
    expected: 'users',
  },
  {
    option: 'hooks',
    config: async ({ folder }) => {
      const text = `export function onResponse({ headers }) { headers['x-seen'] = 'yes'; }`;
      await writeFile(join(folder, 'hooks.mjs'), text);
      return { hooks: './hooks.mjs' };
    },
    observe: answered('x-seen'),
    expected: 'yes',
  },
];
