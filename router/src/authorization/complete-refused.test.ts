import type { FieldNode, GraphQLFieldResolver } from 'graphql';
import {
  buildSchema,
  execute,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  validate,
  visit,
} from 'graphql';
import type { GraphQLCompositeType, GraphQLOutputType } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { PreparedOperation } from '../engine/engine.js';
import { fragmentsOf } from '../planner/fragments-of.js';
import type { SeededRandom } from '../testing/seeded-random.js';
import { seededRandom } from '../testing/seeded-random.js';
import { createCompleteRefused } from './complete-refused.js';
import type { FilteredOperation } from './operation-filter.js';
import { filterOperation } from './operation-filter.js';
import { refusedPaths } from './refused-paths.js';

const SCHEMA = buildSchema(`
  type Query { a: Int  b: Int!  one: A  must: A!  node: Node  nodes: [Node!]  any: [Any]!  deep: [[Node]!] }
  interface Node { a: Int  b: Int!  node: Node  must: Node! }
  type A implements Node { a: Int  b: Int!  node: A  must: Node!  own: Int  ones: [A!]! }
  type B implements Node { a: Int  b: Int!  node: Node  must: B!  own: Int!  any: Any }
  union Any = A | B
`);
const REFUSABLE = ['a', 'b', 'own', 'one', 'must', 'node', 'nodes', 'any', 'ones', 'deep'];

/** A valid operation, with aliases, fragments of both kinds and conditions. */
class RandomOperation {
  readonly #fragments: string[] = [];

  constructor(private readonly random: SeededRandom) {}

  write(): string {
    const selection = this.#set(SCHEMA.getQueryType()!, 4);
    return `query ($x: Boolean! = true, $y: Boolean!) ${selection}\n${this.#fragments.join('\n')}`;
  }

  #set(type: GraphQLCompositeType, depth: number): string {
    const { random } = this;
    const count = 1 + random.below(3);
    return `{ ${Array.from({ length: count }, () => this.#selection(type, depth)).join(' ')} }`;
  }

  #selection(type: GraphQLCompositeType, depth: number): string {
    const { random } = this;
    const condition = random.pick([
      '',
      '',
      '',
      '',
      '@include(if: $x)',
      '@skip(if: $y)',
      '@skip(if: true)',
      '@include(if: true)',
    ]);
    if (depth > 0 && random.chance(0.3)) {
      const on = this.#condition(type);
      const set = this.#set(on, depth - 1);
      if (random.chance(0.5))
        return `... ${on === type && random.chance(0.5) ? '' : `on ${on.name}`} ${condition} ${set}`;
      const name = `F${this.#fragments.length}`;
      this.#fragments.push(`fragment ${name} on ${on.name} ${set}`);
      return `...${name} ${condition} ${random.chance(0.2) ? `...${name}` : ''}`;
    }
    if (!('getFields' in type) || random.chance(0.1)) return `__typename ${condition}`;
    const fields = Object.values(type.getFields());
    const field = random.pick(fields);
    const named = getNamedType(field.type);
    if (isCompositeType(named) && depth === 0) return `__typename ${condition}`;
    const child = isCompositeType(named) ? this.#set(named, depth - 1) : '';
    // A type of its own in each alias keeps selections on different types from getting into each other's way.
    const alias = `${type.name}_${field.name}${random.chance(0.2) ? '_' : ''}`;
    return `${alias}: ${field.name} ${condition} ${child}`;
  }

  #condition(type: GraphQLCompositeType): GraphQLCompositeType {
    if (isAbstractType(type)) return this.random.pick([type, ...SCHEMA.getPossibleTypes(type)]);
    return this.random.chance(0.3) && isObjectType(type) && type.getInterfaces().length > 0
      ? (type.getInterfaces()[0] ?? type)
      : type;
  }
}

/** Data that depends on nothing but the way to it, so that any two operations see the same. */
const resolve: GraphQLFieldResolver<unknown, unknown> = (
  source,
  _args,
  _context,
  { fieldName, returnType },
) => {
  const seed = (source as { readonly seed?: string } | undefined)?.seed ?? '';
  return valueOf(returnType, `${seed}.${fieldName}`);
};

function valueOf(type: GraphQLOutputType, seed: string): unknown {
  if (isNonNullType(type)) return valueOf(type.ofType, `${seed}!`) ?? valueOf(type.ofType, '');
  const hash = [...seed].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 1_009, 7);
  if (seed !== '' && !seed.endsWith('!') && hash % 5 === 0) return null;
  if (isListType(type)) {
    return Array.from({ length: hash % 3 }, (_, index) => valueOf(type.ofType, `${seed}${index}`));
  }
  if (!isCompositeType(type)) return hash;
  const possible = isAbstractType(type) ? SCHEMA.getPossibleTypes(type) : [type];
  return { __typename: possible[hash % possible.length]?.name, seed };
}

function prepare(source: string): PreparedOperation {
  const document = parse(source, { noLocation: true });
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('There is no operation.');
  return { source, document, operation };
}

function run(
  prepared: PreparedOperation,
  variableValues: Record<string, unknown>,
  refuses?: (nodes: readonly FieldNode[]) => boolean,
) {
  const fieldResolver: typeof resolve = (source, given, context, info) => {
    if (refuses?.(info.fieldNodes) === true) throw new Error('refused');
    return resolve(source, given, context, info);
  };
  const result = execute({ schema: SCHEMA, document: prepared.document, variableValues, fieldResolver });
  if (result instanceof Promise) throw new Error('It was to be executed at once.');
  return result;
}

function withoutIndices(path: readonly (string | number)[] = []): string {
  return path.filter((key) => typeof key === 'string').join('.');
}

function complete(
  prepared: PreparedOperation,
  filtered: FilteredOperation,
  variables: Record<string, boolean>,
) {
  const { selectionSet: root } = prepared.operation;
  const conditions = { x: true, ...variables };
  const executed = run(filtered.operation, variables);
  expect(executed.errors).toBeUndefined();
  const data = createCompleteRefused({
    schema: SCHEMA,
    rootType: SCHEMA.getQueryType()!,
    root,
    fragments: fragmentsOf(prepared.document),
    filtered,
    conditions,
  })(executed.data ?? null);
  return { data, paths: refusedPaths({ document: prepared.document, root }, filtered, conditions) };
}

const SEEDS = 1_500;

/**
 * Whether nothing is left of one selection of a field while something is left of another: what the first asked for is
 * null then, although parts of it might have been an object of nulls.
 */
function isBarrenInPart({ document }: PreparedOperation, { barren }: FilteredOperation): boolean {
  const keys = new Set([...barren].map(({ alias, name }) => alias?.value ?? name.value));
  let found = false;
  visit(document, {
    Field(field) {
      if (keys.has(field.alias?.value ?? field.name.value) && !barren.has(field)) found = true;
    },
  });
  return found;
}

describe('the data of a filtered operation, completed', () => {
  it('is what the whole operation would have given if each refused field had failed', () => {
    let completed = 0;
    for (let seed = 0; seed < SEEDS; seed++) {
      const random = seededRandom(seed);
      const prepared = prepare(new RandomOperation(random).write());
      if (validate(SCHEMA, prepared.document).some(({ message }) => !message.includes('never used')))
        continue;
      const names = new Set([random.pick(REFUSABLE), random.pick(REFUSABLE)]);
      const refused = new Set<FieldNode>();
      visit(prepared.document, {
        Field(field) {
          if (names.has(field.name.value)) refused.add(field);
        },
      });
      if (refused.size === 0) continue;
      const variables: Record<string, boolean> = {
        y: random.chance(0.5),
        ...(random.chance(0.5) ? { x: random.chance(0.5) } : {}),
      };
      const filtered = filterOperation(prepared, { schema: SCHEMA, refused });
      if (isBarrenInPart(prepared, filtered)) continue;
      const expected = run(prepared, variables, (nodes) =>
        nodes.every((node) => refused.has(node) || filtered.barren.has(node)),
      );
      const { data, paths } = complete(prepared, filtered, variables);
      expect([seed, prepared.source, JSON.stringify(data)]).toEqual([
        seed,
        prepared.source,
        JSON.stringify(expected.data),
      ]);
      const told = paths.map((path) => path.join('.'));
      for (const error of expected.errors ?? []) {
        const path = withoutIndices(error.path);
        expect([
          seed,
          prepared.source,
          told.some((one) => one === path || one.startsWith(`${path}.`)),
        ]).toEqual([seed, prepared.source, true]);
      }
      expect(new Set(told).size).toBe(told.length);
      completed += 1;
    }
    expect(completed).toBeGreaterThan(500);
  });
});
