import type { FunctionModule } from '../codegen/function-module.js';
import { propertyAccess } from '../codegen/property-access.js';
import type { Position, PositionField, SlotField } from './position.js';
import { slotProperty } from './slot-property.js';
import type { SupergraphTypes } from './supergraph-types.js';

/** Stands for the entity of an object that has none, so that reading from it gives `undefined`. */
const NO_ENTITY: Readonly<Record<string, unknown>> = Object.freeze({});

/** The first value that is not null, or null where somebody says so. */
function pickValue(one: unknown, other: unknown): unknown {
  if (one !== undefined && one !== null) return one;
  return other === undefined ? one : other;
}

/** Writes the code that reads fields of merged objects. In all of it, `c` is the `ExecutionState`. */
export class AccessEmitter {
  readonly #typenameFunctions = new Map<Position, string>();

  constructor(
    private readonly module: FunctionModule,
    private readonly types: SupergraphTypes,
  ) {}

  /** Begins a function body in which several fields of one object are read. */
  object(name: string): ObjectReader {
    const declarations: string[] = [];
    const slots = new Map<number, string>();
    const slot = (number: number): string => {
      let variable = slots.get(number);
      if (variable === undefined) {
        variable = this.module.uniqueName('s');
        const index = `${name}.${slotProperty(number)}`;
        declarations.push(
          `const ${variable} = ${index} === undefined ? ${this.#nothing} : (c.entities[${number}][${index}] ?? ${this.#nothing});`,
        );
        slots.set(number, variable);
      }
      return variable;
    };
    const slotField = ({ slot: number, key }: SlotField) => propertyAccess(slot(number), key);
    return {
      declarations,
      slotField,
      field: (field) => {
        if (field.mergedInto !== null) return propertyAccess(name, field.mergedInto);
        const sources = [...field.own.map((key) => propertyAccess(name, key)), ...field.slots.map(slotField)];
        if (sources.length === 0) return 'undefined';
        const pick = this.module.constant(pickValue);
        return sources.reduce((one, other) => `${pick}(${one}, ${other})`);
      },
    };
  }

  /** Reads a single field: an expression that needs no declarations. */
  field(name: string, field: PositionField): string {
    if (field.mergedInto !== null) return propertyAccess(name, field.mergedInto);
    if (field.slots.length === 0) return this.object(name).field(field);
    const read = this.module.uniqueName('read');
    const reader = this.object('o');
    const value = reader.field(field);
    this.module.declare(`function ${read}(c, o) { ${reader.declarations.join(' ')} return ${value}; }`);
    return `${read}(c, ${name})`;
  }

  /**
   * An expression for the name of an object's type. An interface object's own `__typename` is the name of an interface;
   * then another fetch may know the object's type.
   */
  typename(name: string, position: Position): string {
    const sources = position.typename;
    if (sources === undefined) return 'undefined';
    const [only, ...others] = sources.own;
    if (sources.slots.length === 0 && others.length === 0) {
      return only === undefined ? 'undefined' : propertyAccess(name, only);
    }
    let known = this.#typenameFunctions.get(position);
    if (known === undefined) {
      known = this.module.uniqueName('typename');
      this.#typenameFunctions.set(position, known);
      const isObjectType = this.module.constant((value: unknown) =>
        typeof value === 'string' ? this.types.isObjectType(value) : false,
      );
      const reader = this.object('o');
      const candidates = [
        ...sources.own.map((key) => propertyAccess('o', key)),
        ...sources.slots.map((slot) => reader.slotField(slot)),
      ];
      const tests = candidates.map((candidate) => `t = ${candidate}; if (${isObjectType}(t)) return t;`);
      this.module.declare(
        `function ${known}(c, o) { let t; ${reader.declarations.join(' ')} ${tests.join(' ')} return ${candidates.join(' ?? ')}; }`,
      );
    }
    return `${known}(c, ${name})`;
  }

  /**
   * A condition that holds when a field is not there because the fetch that should have brought it brought nothing for
   * this object; `null` for a field that comes with the object itself.
   */
  isLost(name: string, field: PositionField): string | null {
    if (field.own.length > 0 || field.slots.length === 0) return null;
    const losses = field.slots.map(({ slot }) => {
      const place = `${name}.${slotProperty(slot)}`;
      return `(${place} !== undefined && c.entities[${slot}][${place}] == null)`;
    });
    return losses.join(' || ');
  }

  /** A condition that holds for names of these types and of what implements or belongs to them; `undefined` passes. */
  typeTest(typename: string, typeNames: readonly string[]): string {
    const names = new Set(typeNames.flatMap((name) => [name, ...this.types.possibleTypes(name)]));
    const passing = this.module.constant(this.#shared(names));
    const t = typename;
    if (names.size === 1) return `(${t} === ${JSON.stringify([...names][0])} || ${t} === undefined)`;
    return `(${t} === undefined || ${passing}.has(${t}))`;
  }

  /** A condition that holds for a type name that tells no object type: none at all, or an interface object's. */
  isUnknownType(typename: string): string {
    const isUnknown = this.module.constant(
      (name: unknown) => name == null || (typeof name === 'string' && !this.types.isObjectType(name)),
    );
    return `${isUnknown}(${typename})`;
  }

  readonly #typeSets = new Map<string, ReadonlySet<string>>();

  #shared(names: ReadonlySet<string>): ReadonlySet<string> {
    const key = [...names].sort().join(' ');
    const known = this.#typeSets.get(key);
    if (known !== undefined) return known;
    this.#typeSets.set(key, names);
    return names;
  }

  get #nothing(): string {
    return this.module.constant(NO_ENTITY);
  }
}

/** Reads fields of one object; its declarations come before the first use of what it returns. */
export interface ObjectReader {
  readonly declarations: string[];
  slotField(field: SlotField): string;
  field(field: PositionField): string;
}
