import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

/** A subgraph that knows its own part of an object without a key, under root fields that all subgraphs share. */
const part = (field: string, value: unknown, extra: Record<string, unknown> = {}) =>
  subgraph(
    `
  type Query { settings: Settings @shareable profiles: [Profile!]! @shareable ${'note' in extra ? 'note: String' : ''} }
  type Settings { ${field}: Part version: Int! @shareable }
  type Part @shareable { value: String }
  type Profile { nick: String! @shareable ${field}: String }
`,
    {
      Query: {
        settings: () => ({ [field]: { value }, version: 7 }),
        profiles: () => ['x', 'y'].map((nick) => ({ nick, [field]: `${field} of ${nick}` })),
        ...extra,
      },
    },
  );

/** The same root field in several subgraphs, each of which knows other fields below it. */
export const sharedRoots = defineBehaviour({
  title: 'a root field that several subgraphs share',
  subgraphs: {
    colours: part('colour', 'red', { note: () => 'noted' }),
    sounds: part('sound', 'loud'),
    sizes: part('size', null),
  },
  cases: [
    {
      title: 'is asked of every subgraph that knows one of its fields, and merged',
      query: '{ settings { colour { value } sound { value } size { value } version } }',
      data: {
        settings: { colour: { value: 'red' }, sound: { value: 'loud' }, size: { value: null }, version: 7 },
      },
      requests: { colours: 1, sounds: 1, sizes: 1 },
    },
    {
      title: 'is asked of one subgraph where one knows all',
      query: '{ settings { sound { value } version } note }',
      data: { settings: { sound: { value: 'loud' }, version: 7 }, note: 'noted' },
      requests: { sounds: 1, colours: 1, sizes: 0 },
    },
    {
      title: 'merges lists item by item',
      query: '{ profiles { nick colour sound size } }',
      data: {
        profiles: [
          { nick: 'x', colour: 'colour of x', sound: 'sound of x', size: 'size of x' },
          { nick: 'y', colour: 'colour of y', sound: 'sound of y', size: 'size of y' },
        ],
      },
    },
    {
      title: 'merges under each of its aliases',
      query: '{ a: settings { colour { value } } b: settings { s: sound { v: value } c: colour { value } } }',
      data: {
        a: { colour: { value: 'red' } },
        b: { s: { v: 'loud' }, c: { value: 'red' } },
      },
    },
  ],
});
