import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const text = (_: unknown, args: Record<string, unknown>) => JSON.stringify(args);
const a = subgraph(
  `
  type Query { echo(s: String, n: Int, by: By): String! thing(id: ID = "1"): Thing }
  input By { s: String n: Int = 4 list: [Int] }
  type Thing @key(fields: "id") { id: ID! a(s: String, n: Int): String! }
`,
  { Query: { echo: text, thing: (_: unknown, { id }: { id: string }) => ({ id }) }, Thing: { a: text } },
);
const b = subgraph(
  'type Thing @key(fields: "id") { id: ID! b(s: String, n: Int, flag: Boolean = true): String! again: Thing }',
  { Thing: { b: text, again: ({ id }: { id: string }) => ({ id: `${id}'` }) } },
);

const TEXTS = [
  'quote " and \\ backslash',
  'line\nbreak\r\n\ttab',
  '$dollar {brace} #hash',
  'ünïcödé 漢字 🦄',
  '""" block """',
  '\\u0041 \\n',
  '',
  '\u2028\u2029\u0000',
];

/** Variables and literals, as they reach the subgraphs. */
export const inputVariables = defineBehaviour({
  title: 'a variable',
  subgraphs: { a, b },
  cases: [
    ...TEXTS.map((s) => ({
      title: `with the text ${JSON.stringify(s)} arrives as it is, and so does the literal`,
      query: `query ($s: String) { echo(s: $s) l: echo(s: ${JSON.stringify(s).replace(/[\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`)}) thing { b(s: $s) } }`,
      variables: { s },
      data: {
        echo: JSON.stringify({ s }),
        l: JSON.stringify({ s }),
        thing: { b: JSON.stringify({ s, flag: true }) },
      },
    })),
    {
      title: 'may stand beside a block string, whose indentation is removed',
      query:
        'query ($n: Int) {\n  echo(n: $n, s: """\n    one "two" \\"""\n      three\n\n    four \\n\n  """)\n  thing { b(s: """x""") }\n}',
      variables: { n: 1 },
      data: {
        echo: JSON.stringify({ s: 'one "two" """\n  three\n\nfour \\n', n: 1 }),
        thing: { b: '{"s":"x","flag":true}' },
      },
    },
    {
      title: 'is sent to all subgraphs that use it, and only to those',
      query: 'query ($s: String, $n: Int, $flag: Boolean) { thing { a(s: $s) b(n: $n, flag: $flag) } }',
      variables: { s: 'x', n: 3, flag: false },
      data: { thing: { a: '{"s":"x"}', b: '{"n":3,"flag":false}' } },
      neverSends: { a: /\$n|\$flag/, b: /\$s\b/ },
    },
    {
      title: 'with a default is sent to the second subgraph too, where no value is given',
      query: 'query ($s: String = "def", $n: Int = 0) { thing { b(s: $s, n: $n) a(n: $n) } }',
      data: { thing: { b: '{"s":"def","n":0,"flag":true}', a: '{"n":0}' } },
    },
    {
      title: 'that is given null is sent as null to the second subgraph',
      query: 'query ($s: String = "def", $flag: Boolean) { thing { b(s: $s, flag: $flag) } }',
      variables: { s: null, flag: null },
      data: { thing: { b: '{"s":null,"flag":null}' } },
    },
    {
      title: 'that is not given is not sent to the second subgraph, whose default holds',
      query: 'query ($s: String, $flag: Boolean) { thing { b(s: $s, flag: $flag) } }',
      data: { thing: { b: '{"flag":true}' } },
    },
    {
      title: 'is used in a fragment that two places share',
      query:
        'query ($s: String!) { thing { ...x again { ...x } } } fragment x on Thing { a(s: $s) b(s: $s) }',
      variables: { s: 'v' },
      data: {
        thing: {
          a: '{"s":"v"}',
          b: '{"s":"v","flag":true}',
          again: { a: '{"s":"v"}', b: '{"s":"v","flag":true}' },
        },
      },
    },
    {
      title: 'of another operation of the document is not asked for',
      query: 'query one($s: String!) { echo(s: $s) } query two($n: Int!) { echo(n: $n) thing { b(n: $n) } }',
      operationName: 'two',
      variables: { n: 5 },
      data: { echo: '{"n":5}', thing: { b: '{"n":5,"flag":true}' } },
    },
    {
      title: 'gives different answers to the same operation by its value',
      query: 'query ($id: ID) { thing(id: $id) { id b(s: "k") again { id } } }',
      variables: { id: 'zz' },
      data: { thing: { id: 'zz', b: '{"s":"k","flag":true}', again: { id: "zz'" } } },
    },
    {
      title: 'inside an input object stays beside the defaults of that object',
      query:
        'query ($s: String, $l: [Int]) { a: echo(by: { s: $s, list: $l }) b: echo(by: { n: null, list: [1, null] }) c: echo(by: { list: 3 }) }',
      variables: { l: [2] },
      data: {
        a: '{"by":{"n":4,"list":[2]}}',
        b: '{"by":{"n":null,"list":[1,null]}}',
        c: '{"by":{"n":4,"list":[3]}}',
      },
    },
  ],
});
