import type { GraphQLOutputType } from 'graphql';
import { isEnumType, isListType, isNonNullType } from 'graphql';
import type { FunctionModule } from '../codegen/function-module.js';
import { literalKey } from '../codegen/property-access.js';
import type { AccessEmitter } from '../executor/access-emitter.js';
import { isRawJson } from '../json/raw-json.js';
import { Position } from '../executor/position.js';
import { fastLeaf } from './fast-leaf.js';
import type { DataField, FieldPlan, SelectionPlan } from './selection-plan.js';

/**
 * Writes the functions that build the answer's objects from merged data, with their keys in the operation's order and
 * their values checked against the schema.
 *
 * They know neither paths nor errors. A value that the schema forbids sets `c.invalid`; then the answer is built again
 * by `completeValue`, which knows both. Answers are mostly valid, and knowing paths costs a third of the time.
 */
export class ProjectionEmitter {
  constructor(
    private readonly module: FunctionModule,
    private readonly access: AccessEmitter,
  ) {}

  /** Types of an interface share what they select below: without sharing, each level would double the code. */
  readonly #selections = new Map<SelectionPlan, Map<Position, string>>();
  /** Where nobody provides anything. */
  readonly #nowhere = new Position();

  /** The name of a function `(c, o) → object` for objects at that position. */
  selection(selection: SelectionPlan, position: Position): string {
    const names = this.#selections.get(selection) ?? new Map<Position, string>();
    this.#selections.set(selection, names);
    const name = names.get(position) ?? this.#selection(selection, position);
    names.set(position, name);
    return name;
  }

  #selection(selection: SelectionPlan, position: Position): string {
    if (!selection.abstract) return this.#object(selection.uniform ?? [], selection, position);
    const name = this.module.uniqueName('select');
    const builders = new Map<readonly FieldPlan[], string>();
    const cases: string[] = [];
    for (const [typeName, fields] of selection.fieldsByType) {
      let builder = builders.get(fields);
      if (builder === undefined) {
        builder = this.#object(fields, selection, position);
        builders.set(fields, builder);
      }
      cases.push(`case ${JSON.stringify(typeName)}: return ${builder}(c, o, t);`);
    }
    const { uniform } = selection;
    const otherwise =
      uniform === null || uniform.some(({ kind }) => kind === 'typename')
        ? ''
        : `if (${this.access.isUnknownType('t')}) return ${this.#object(uniform, selection, position)}(c, o, t);`;
    this.module.declare(
      `function ${name}(c, o) { const t = ${this.access.typename('o', position)};
         switch (t) { ${cases.join('\n')} } ${otherwise} c.invalid = true; return null; }`,
    );
    return name;
  }

  /** A function `(c, o, t) → object`; `t` is the object's type name where several are possible. */
  #object(fields: readonly FieldPlan[], selection: SelectionPlan, position: Position): string {
    const name = this.module.uniqueName('project');
    const reader = this.access.object('o');
    const statements: string[] = [];
    const properties: string[] = [];
    for (const field of fields) {
      const key = literalKey(field.responseKey);
      switch (field.kind) {
        case 'typename':
          properties.push(`${key}: ${selection.abstract ? 't' : JSON.stringify(selection.typeName)}`);
          break;
        case 'introspection':
          properties.push(`${key}: c.introspection[${JSON.stringify(field.responseKey)}]`);
          break;
        case 'data': {
          const value = this.module.uniqueName('v');
          const place = position.field(field.planKey, field.fieldName);
          statements.push(`const ${value} = ${reader.field(place)};`);
          properties.push(`${key}: ${this.#value(field, field.type, { value, place: place.child })}`);
        }
      }
    }
    this.module.declare(
      `function ${name}(c, o, t) { ${reader.declarations.join(' ')} ${statements.join(' ')} return { ${properties.join(', ')} }; }`,
    );
    return name;
  }

  /** An expression for the completed value of a variable. */
  #value(
    field: DataField,
    type: GraphQLOutputType,
    { value, place }: { readonly value: string; readonly place: Position | null },
  ): string {
    const nullable = !isNonNullType(type);
    const nothing = nullable ? 'null' : '(c.invalid = true, null)';
    const inner = nullable ? type : type.ofType;
    if (isListType(inner)) {
      const list = this.#list(field, inner.ofType, place);
      return `(${value} == null ? ${nothing} : ${list}(c, ${value}))`;
    }
    if (field.named.kind === 'leaf') {
      const leaf = fastLeaf(field.named.type);
      const otherwise = this.module.constant(leaf.otherwise);
      const values = isEnumType(field.named.type)
        ? this.module.constant(this.#enumValues(field.named.type.getValues().map(({ name }) => name)))
        : '';
      return `(${leaf.test(value, values)} ? ${value} : ${value} == null ? ${nothing} : ${otherwise}(c, ${value}))`;
    }
    const object = this.selection(field.named.selection, place ?? this.#nowhere);
    return `(${value} == null ? ${nothing} : typeof ${value} === 'object' && !Array.isArray(${value}) && (${value}.rawJSON === undefined || !${this.module.constant(isRawJson)}(${value})) ? ${object}(c, ${value}) : (c.invalid = true, null))`;
  }

  #list(field: DataField, itemType: GraphQLOutputType, place: Position | null): string {
    const name = this.module.uniqueName('list');
    const item = this.#value(field, itemType, { value: 'v', place });
    this.module.declare(
      `function ${name}(c, list) {
         if (!Array.isArray(list)) { c.invalid = true; return null; }
         const n = list.length; const result = [];
         for (let i = 0; i < n; i++) { const v = list[i]; result.push(${item}); }
         return result; }`,
    );
    return name;
  }

  readonly #enums = new Map<string, ReadonlySet<string>>();

  #enumValues(names: readonly string[]): ReadonlySet<string> {
    const key = names.join(' ');
    let values = this.#enums.get(key);
    if (values === undefined) this.#enums.set(key, (values = new Set(names)));
    return values;
  }
}
