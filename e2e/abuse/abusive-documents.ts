export interface AbusiveDocument {
  readonly what: string;
  readonly source: string;
  /** The first error that it gets. */
  readonly code: string;
}

const times = (count: number, write: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => write(index)).join(' ');
const nest = (levels: number, open: string, inner: string, close: string): string =>
  open.repeat(levels) + inner + close.repeat(levels);
/** A fragment for each index, and one that ends them. */
const fragments = (count: number, write: (next: string) => string): string =>
  `${times(count, (index) => `fragment f${index} on Thing { ${write(`...f${index + 1}`)} }`)} fragment f${count} on Thing { id }`;

const TOKENS = 'MAX_TOKENS_LIMIT';
const RECURSION = 'MAX_RECURSION_LIMIT';
const INVALID = 'GRAPHQL_VALIDATION_FAILED';

/** Documents of a megabyte at most that are made to keep a router busy. */
export const ABUSIVE_DOCUMENTS: readonly AbusiveDocument[] = [
  ...(
    [
      ['10,000 aliases', `{ ${times(10_000, (index) => `a${index}: __typename`)} }`, TOKENS],
      ['3,000 aliases', `{ thing { ${times(3_000, (index) => `a${index}: id`)} } }`, 'MAX_ALIASES_LIMIT'],
      [
        '200 aliases of the root',
        `{ ${times(200, (index) => `a${index}: things { id }`)} }`,
        'MAX_ALIASES_LIMIT',
      ],
      [
        'aliases by fragments',
        `{ thing { ...f0 } } ${fragments(7, (next) => `a: other { ${next} } b: other { ${next} }`)}`,
        'MAX_ALIASES_LIMIT',
      ],
      ['100,000 selection sets', '{a'.repeat(100_000), RECURSION],
      ['100,000 inline fragments', '{...'.repeat(100_000), RECURSION],
      [
        '490 inline fragments around 60 fields',
        `{ thing ${nest(430, '{...', nest(60, '{next', '{id}', '}'), '}')} }`,
        'MAX_DEPTH_LIMIT',
      ],
      ['60 fields inside one another', `{ thing ${nest(60, '{next', '{id}', '}')} }`, 'MAX_DEPTH_LIMIT'],
      ['100,000 lists', `{ thing(json: ${nest(100_000, '[', '', ']')}) { id } }`, RECURSION],
      ['100,000 objects', `{ thing(filter: ${nest(100_000, '{and:', '1', '}')}) { id } }`, RECURSION],
      ['100,000 list types', `query($a: ${nest(100_000, '[', 'Int', ']')}) { thing { id } }`, RECURSION],
      ['a chain of 700 fragments', `{ thing { ...f0 } } ${fragments(700, (next) => next)}`, RECURSION],
      [
        '2^60 fields by fragments',
        `{ thing { ...f0 } } ${fragments(60, (next) => `other { ${next} } next { ${next} }`)}`,
        'MAX_DEPTH_LIMIT',
      ],
      [
        '2^40 fields by fragments',
        `{ thing { ...f0 } } ${fragments(40, (next) => `other { ${next} } next { ${next} }`)}`,
        'MAX_HEIGHT_LIMIT',
      ],
      [
        '2^400 spreads',
        `{ thing { ...f0 } } ${fragments(400, (next) => `${next} ${next}`)}`,
        'MAX_HEIGHT_LIMIT',
      ],
      [
        'spreads of fragments that repeat a field',
        `{ thing { ...f0 } } ${fragments(3, (next) => `${next} `.repeat(20))} fragment g on Thing { ${'id '.repeat(400)} }`.replace(
          'on Thing { id }',
          'on Thing { ...g }',
        ),
        'MAX_HEIGHT_LIMIT',
      ],
      [
        'many operations on many fragments',
        `${times(300, (index) => `query q${index} { thing { ...f0 } }`)} ${fragments(400, (next) => next)}`,
        'MAX_RECURSIVE_SELECTIONS_LIMIT',
      ],
      [
        'a cycle of 1,000 fragments',
        `{ thing { ...f0 } } ${times(1_000, (index) => `fragment f${index} on Thing { ...f${(index + 1) % 1_000} }`)}`,
        INVALID,
      ],
      [
        'fragments that all spread each other',
        `{ thing { ...f0 } } ${times(50, (index) => `fragment f${index} on Thing { ${times(50, (other) => `...f${other}`)} }`)}`,
        INVALID,
      ],
      ['@skip 50,000 times', `{ thing { id ${'@skip(if: true) '.repeat(50_000)} } }`, TOKENS],
      ['@skip 1,000 times', `{ thing { id ${'@skip(if: true) '.repeat(1_000)} } }`, 'MAX_DIRECTIVES_LIMIT'],
      ['unknown directives 3,000 times', `{ thing { id ${'@x '.repeat(3_000)} } }`, 'MAX_DIRECTIVES_LIMIT'],
      [
        'directives by fragments',
        `{ thing { ...f0 } } ${fragments(8, (next) => `other @skip(if: true) { ${next} } next @skip(if: true) { ${next} }`)}`,
        'MAX_DIRECTIVES_LIMIT',
      ],
      ['300,000 tokens', `{ ${'a '.repeat(300_000)} }`, TOKENS],
      ['500,000 punctuators', '!'.repeat(500_000), TOKENS],
      ['100,000 arguments', `{ thing(${times(100_000, (index) => `a${index}:1`)}) { id } }`, TOKENS],
      ['3,000 unknown arguments', `{ thing(${times(3_000, (index) => `a${index}:1`)}) { id } }`, INVALID],
      [
        '2,000 variables',
        `query(${times(2_000, (index) => `$v${index}: ID`)}) { thing { id } }`,
        'MAX_VARIABLES_LIMIT',
      ],
      ['6,000 fields of one name, and a conflict', `{ thing { ${'id '.repeat(6_000)} id: name } }`, INVALID],
      [
        '1,000 times the same objects, and a conflict',
        `{ ${'thing { id name } '.repeat(1_000)} thing { id: name } }`,
        INVALID,
      ],
      [
        '1,000 different arguments of one name',
        `{ ${times(700, (index) => `thing(id: "${index}") { id }`)} }`,
        INVALID,
      ],
      ['a string of a megabyte', `{ thing(id: "${'x'.repeat(1_000_000)}") { id } }`, TOKENS],
      ['escapes of 300,000 letters', `{ thing(id: "${'\\n'.repeat(150_000)}") { id nope } }`, INVALID],
      ['a block string of 500,000 lines', `{ thing(id: """${'\n'.repeat(500_000)}""") { id } }`, TOKENS],
      ['a string that does not end', `{ thing(id: "${'x'.repeat(1_000_000)}`, TOKENS],
      ['comments of a megabyte', `${'#\n'.repeat(340_000)}{ thing { id } }`, TOKENS],
      ['a comment of a megabyte', `#${'x'.repeat(1_000_000)}\n{ nope }`, TOKENS],
      ['a million spaces', `${' '.repeat(1_000_000)}{ nope }`, TOKENS],
      ['a comment of 300,000 letters', `#${'x'.repeat(300_000)}\n{ nope }`, INVALID],
      ['300,000 spaces', `${' '.repeat(300_000)}{ nope }`, INVALID],
      ['a name of 300,000 letters', `{ ${'a'.repeat(300_000)} }`, INVALID],
      [
        'an operation of 300,000 letters that each error names',
        `query ${'q'.repeat(300_000)} { ${times(30, (index) => `thing(id: $v${index}) { id }`)} }`,
        INVALID,
      ],
      [
        'names that resemble others',
        `{ thing { ${times(3_000, (index) => `descripton${index}`)} } }`,
        INVALID,
      ],
      ['unicode', `{ ${'ü😀'.repeat(150_000)} }`, TOKENS],
      ['bytes that belong to nothing', '\u0000\ufffe'.repeat(100_000), TOKENS],
    ] as const
  ).map(([what, source, code]) => ({ what, source, code })),
];
