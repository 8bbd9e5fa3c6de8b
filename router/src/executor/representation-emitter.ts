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
 * entities are found. They return `undefined` for an object that lacks a required field: it cannot be resolved.
 */
export class RepresentationEmitter {
  constructor(
    private readonly module: FunctionModule,
    private readonly access: AccessEmitter,
    private readonly types: SupergraphTypes,
  ) {}

  /** The name of a function `(c, o) → string | undefined` for objects at that position. */
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
      `function ${name}(c, o) { const text = ${text}(c, o); return text === undefined ? undefined : ${rewrite}(text); }`,
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
    const seen = new Set<string>();
    const overlap = sets.some(({ possible }) =>
      [...possible].some((name) => (seen.has(name) ? true : (seen.add(name), false))),
    );
    if (!overlap) return sets.map(({ typeName, selections }) => ({ typeName, exactly: false, selections }));
    return [...seen].map((name) => ({
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
    const statements: string[] = [];
    let separator = '{';
    for (const { name, responseName, selections } of fields) {
      const value = this.module.uniqueName('v');
      const field = position.field(responseName, name);
      if (name === '__typename' && responseName === '__typename') {
        const own = this.access.typename('o', position);
        statements.push(
          typenames === null || typenames.length === 0
            ? `const ${value}_ = ${own};`
            : `let ${value}_ = ${own}; ${typenames
                .map(
                  ({ types, value: constant }) =>
                    `if (${types === null ? 'true' : this.access.typeTest(`${value}_`, types)}) ${value}_ = ${JSON.stringify(constant)};`,
                )
                .join(' ')}`,
        );
        statements.push(`const ${value} = ${quote}(${value}_);`);
      } else if (selections === undefined) {
        statements.push(`const ${value} = ${quote}(${reader.field(field)});`);
      } else {
        const child = field.child ?? new Position();
        const item = this.#objectText(selections, child, { typenames: null, nested: true });
        const nested = this.module.constant(writeNested);
        statements.push(`const ${value} = ${nested}(c, ${reader.field(field)}, ${item});`);
      }
      statements.push(`if (${value} === undefined) return undefined;`);
      const prefix = JSON.stringify(`${separator}${JSON.stringify(name)}:`);
      statements.push(
        separator === '{' ? `let text = ${prefix} + ${value};` : `text += ${prefix} + ${value};`,
      );
      separator = ',';
    }
    if (separator === '{') statements.push('let text = "{";');
    return statements.join(' ');
  }
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

type WriteObject = (state: unknown, object: Readonly<Record<string, unknown>>) => string | undefined;

/** The text of an object, of a list of objects, or of null; `undefined` when a part of it is not there. */
function writeNested(state: unknown, value: unknown, writeObject: WriteObject): string | undefined {
  if (value === undefined) return undefined;
  if (value === null) return 'null';
  if (Array.isArray(value)) {
    const items: string[] = [];
    for (const item of value) {
      const text = writeNested(state, item, writeObject);
      if (text === undefined) return undefined;
      items.push(text);
    }
    return `[${items.join(',')}]`;
  }
  return typeof value === 'object' ? writeObject(state, value as Record<string, unknown>) : undefined;
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
