import type { FunctionModule } from '../codegen/function-module.js';
import type { DataRewrite, RequiresSelection } from '../planner/query-plan.js';
import type { AccessEmitter } from './access-emitter.js';
import type { FetchPart } from './fetch-plan.js';
import { Position } from './position.js';
import { applyRewrites } from './data-rewrites.js';
import { quoteString } from './quote-string.js';
import type { SupergraphTypes } from './supergraph-types.js';

type FieldSelection = Extract<RequiresSelection, { kind: 'field' }>;

/**
 * Writes the functions that make representations: JSON text, which is what is sent and also the key by which equal
 * entities are found.
 *
 * A required field that its subgraph left out is left out here, too: `@skip` made it so, and what requires it is skipped
 * as well. They return `null` for an object that lost a required field because a fetch failed or found no entity: it
 * cannot be resolved, since the subgraph would take the field for null; and `undefined` for one of another type.
 */
export class RepresentationEmitter {
  constructor(
    private readonly module: FunctionModule,
    private readonly access: AccessEmitter,
    private readonly types: SupergraphTypes,
  ) {}

  /** The name of a `Represent` function for objects at that position. */
  representation(part: FetchPart, position: Position): string {
    const { inputRewrites } = part;
    const constantTypename = constantTypenames(inputRewrites);
    const name = this.module.uniqueName('representation');
    const text = this.#objectText(part.requires, position, { typenames: constantTypename, nested: false });
    if (constantTypename !== null) {
      this.module.declare(`function ${name}(c, o) { return ${text}(c, o); }`);
      return name;
    }
    const possibleTypes = (typeName: string) => this.types.possibleTypes(typeName);
    const rewrite = this.module.constant((plain: string) => {
      const value: unknown = JSON.parse(plain);
      applyRewrites(value, inputRewrites, possibleTypes);
      return JSON.stringify(value);
    });
    this.module.declare(
      `function ${name}(c, o) { const text = ${text}(c, o); return text == null ? text : ${rewrite}(text); }`,
    );
    return name;
  }

  /** A function `(c, o) → string | undefined` that writes an object with the selected fields. */
  #objectText(
    selections: readonly RequiresSelection[],
    position: Position,
    { typenames, nested }: { readonly typenames: ConstantTypenames | null; readonly nested: boolean },
  ): string {
    const name = this.module.uniqueName('object');
    const fields = selections.filter((selection) => selection.kind === 'field');
    const fragments = selections.filter((selection) => selection.kind === 'inlineFragment');
    const body: string[] = [];
    const reader = this.access.object('o');
    if (fragments.length === 0) {
      body.push(this.#fieldsText(fields, position, { reader, typenames }), 'return text + "}";');
    } else {
      const typename = this.access.typename('o', position);
      body.push(`const t = ${typename};`);
      const cases = this.#casesByType(fragments);
      for (const { typeName, exactly, selections: inside } of cases) {
        const flat = mergeSelections([...fields, ...flatten(inside)]);
        const hasFragments = inside.some((selection) => selection.kind === 'inlineFragment');
        const writer = hasFragments
          ? `return ${this.#objectText([...fields, ...inside], position, { typenames, nested })}(c, o);`
          : (() => {
              const own = this.access.object('o');
              const text = this.#fieldsText(flat, position, { reader: own, typenames });
              return `${own.declarations.join(' ')} ${text} return text + "}";`;
            })();
        const test = exactly
          ? `t === ${JSON.stringify(typeName)} || t === undefined`
          : this.access.typeTest('t', [typeName]);
        body.push(`if (${test}) { ${writer} }`);
      }
      body.push(
        // An entity of another type is none of this fetch's; an object inside just has nothing that is required.
        fields.length === 0 && !nested
          ? 'return undefined;'
          : `${this.#fieldsText(fields, position, { reader, typenames })} return text + "}";`,
      );
    }
    this.module.declare(`function ${name}(c, o) { ${reader.declarations.join(' ')} ${body.join('\n')} }`);
    return name;
  }

  /**
   * Fragments on different types can apply to the same object. Where they do, the cases are per object type, each with
   * all that applies.
   */
  #casesByType(
    fragments: readonly Extract<RequiresSelection, { kind: 'inlineFragment' }>[],
  ): readonly TypeCase[] {
    const simple = new Map<string, RequiresSelection[]>();
    for (const { typeCondition, selections } of fragments) {
      const known = simple.get(typeCondition);
      if (known === undefined) simple.set(typeCondition, [...selections]);
      else known.push(...selections);
    }
    const sets = [...simple].map(([typeName, selections]) => ({
      typeName,
      selections,
      possible: new Set([typeName, ...this.types.possibleTypes(typeName)]),
    }));
    const names = new Set(sets.flatMap(({ possible }) => [...possible]));
    const overlap = names.size < sets.reduce((sum, { possible }) => sum + possible.size, 0);
    if (!overlap) return sets.map(({ typeName, selections }) => ({ typeName, exactly: false, selections }));
    return [...names].map((name) => ({
      typeName: name,
      exactly: true,
      selections: sets.filter(({ possible }) => possible.has(name)).flatMap(({ selections }) => selections),
    }));
  }

  /** Statements that put the text of an object, without its closing brace, into `text`. */
  #fieldsText(
    fields: readonly FieldSelection[],
    position: Position,
    {
      reader,
      typenames,
    }: { reader: ReturnType<AccessEmitter['object']>; typenames: ConstantTypenames | null },
  ): string {
    const quote = this.module.constant(writeLeaf);
    const nest = this.module.constant(writeNested);
    const typename = fields.find(isTypename);
    const others = fields.filter((field) => !isTypename(field));
    const statements: string[] = [];
    if (typename === undefined) statements.push(`let text = '';`);
    else statements.push(this.#typenameText(position, typenames));

    for (const { name, responseName, selections } of others) {
      const field = position.field(responseName, name);
      const value = this.module.uniqueName('v');
      const text = this.module.uniqueName('t');
      const written =
        selections === undefined
          ? `${quote}(${value})`
          : `${nest}(c, ${value}, ${this.#objectText(selections, field.child ?? new Position(), { typenames: null, nested: true })})`;
      const separator = typename === undefined ? `(text === '' ? '{' : ',')` : `','`;
      const lost = this.access.isLost('o', field);
      statements.push(
        `const ${value} = ${reader.field(field)};`,
        `if (${value} !== undefined) {
           const ${text} = ${written};
           if (${text} === null) return null;
           text += ${separator} + ${JSON.stringify(`${JSON.stringify(name)}:`)} + ${text};
         }`,
        lost === null ? '' : `else if (${lost}) return null;`,
      );
    }
    if (typename === undefined) statements.push(`if (text === '') text = '{';`);
    // A type alone is the key of nothing.
    else if (others.length > 0) statements.push(`if (text.length === start) return undefined;`);
    return statements.join(' ');
  }

  /** Statements that begin `text` with the object's `__typename`, without which it cannot be resolved. */
  #typenameText(position: Position, typenames: ConstantTypenames | null): string {
    const quote = this.module.constant(writeLeaf);
    const rewrites = (typenames ?? []).map(({ types, value }) => {
      const test = types === null ? 'true' : this.access.typeTest('name', types);
      return `if (${test}) name = ${JSON.stringify(value)};`;
    });
    return `let name = ${this.access.typename('o', position)};
      if (name === undefined) return undefined;
      ${rewrites.join(' ')} let text = '{"__typename":' + ${quote}(name); const start = text.length;`;
  }
}

function isTypename({ name, responseName }: FieldSelection): boolean {
  return name === '__typename' && responseName === '__typename';
}

interface TypeCase {
  readonly typeName: string;
  /** Whether only objects count that say this very name, not those of the types that belong to it. */
  readonly exactly: boolean;
  readonly selections: readonly RequiresSelection[];
}

type ConstantTypenames = readonly { readonly types: readonly string[] | null; readonly value: string }[];

/** The rewrites, if all they do is to set the representation's own `__typename`; else `null`. */
function constantTypenames(rewrites: readonly DataRewrite[]): ConstantTypenames | null {
  const constants: { readonly types: readonly string[] | null; readonly value: string }[] = [];
  for (const rewrite of rewrites) {
    if (rewrite.kind !== 'setValue' || typeof rewrite.value !== 'string') return null;
    const last = rewrite.path.at(-1);
    if (last?.kind !== 'key' || last.name !== '__typename' || rewrite.path.length > 2) return null;
    const [first] = rewrite.path;
    if (rewrite.path.length === 2 && first?.kind !== 'type') return null;
    constants.push({ types: first?.kind === 'type' ? first.types : null, value: rewrite.value });
  }
  return constants;
}

/** The text of a leaf value; `undefined` for one that is not there. */
function writeLeaf(value: unknown): string | undefined {
  if (typeof value === 'string') return quoteString(value);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  return JSON.stringify(value);
}

type WriteObject = (state: unknown, object: Readonly<Record<string, unknown>>) => string | null | undefined;

/** The text of an object, of a list of objects, or of null; the value `null` when a part of it was lost. */
function writeNested(state: unknown, value: unknown, writeObject: WriteObject): string | null {
  if (value == null) return 'null';
  if (Array.isArray(value)) {
    const items: string[] = [];
    for (const item of value) {
      const text = writeNested(state, item, writeObject);
      if (text === null) return null;
      items.push(text);
    }
    return `[${items.join(',')}]`;
  }
  return typeof value === 'object' ? (writeObject(state, value as Record<string, unknown>) ?? null) : null;
}

/** The fields of selections without fragments. */
function flatten(selections: readonly RequiresSelection[]): readonly FieldSelection[] {
  return selections.filter((selection) => selection.kind === 'field');
}

/** Merges fields that are selected more than once. */
function mergeSelections(fields: readonly FieldSelection[]): readonly FieldSelection[] {
  const merged = new Map<string, FieldSelection>();
  for (const field of fields) {
    const known = merged.get(field.name);
    merged.set(
      field.name,
      known?.selections === undefined || field.selections === undefined
        ? field
        : { ...known, selections: [...known.selections, ...field.selections] },
    );
  }
  return [...merged.values()];
}
