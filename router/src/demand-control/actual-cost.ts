import { FunctionModule } from '../codegen/function-module.js';
import { propertyAccess } from '../codegen/property-access.js';
import type { FieldCost, ObjectCost, PlaceCost } from './cost-tree.js';

/**
 * Counts what data cost: each object and leaf that is there, by the weights of the estimate.
 * @param slots The evaluated amounts of the request.
 */
export type CountCost = (data: Readonly<Record<string, unknown>>, slots: readonly number[]) => number;

/**
 * Compiles the counting of one operation's data into code. Looked at is only what can differ between answers: lists,
 * values that may be null, and objects whose type decides about their cost. An answer of 86 KB with 700 objects is
 * counted in a fraction of the time that its `JSON.stringify` takes; see docs/demand-control.md.
 */
export function compileActualCost(root: PlaceCost): CountCost {
  const compiler = new ActualCostCompiler();
  const cost = compiler.place(root);
  if (typeof cost === 'number') return () => cost;
  const [count] = compiler.module.compile([cost.name]);
  return count as CountCost;
}

/** What one object costs: always the same, or what a function of the module says. */
type Cost = number | { readonly name: string };

class ActualCostCompiler {
  readonly module = new FunctionModule();
  readonly #places = new Map<PlaceCost, Cost>();
  readonly #objects = new Map<ObjectCost, Cost>();

  place(place: PlaceCost): Cost {
    let cost = this.#places.get(place);
    if (cost === undefined) {
      const [only, ...others] = place.distinct;
      if (only === undefined) cost = 0;
      else cost = others.length === 0 ? this.#object(only) : this.#anyOf(place);
      this.#places.set(place, cost);
    }
    return cost;
  }

  #object(object: ObjectCost): Cost {
    let cost = this.#objects.get(object);
    if (cost === undefined) {
      cost = this.#compileObject(object);
      this.#objects.set(object, cost);
    }
    return cost;
  }

  #compileObject({ weight, fields }: ObjectCost): Cost {
    let base = weight;
    const terms: string[] = [];
    const statements: string[] = [];
    for (const field of fields) {
      const { argumentCost } = field;
      if (typeof argumentCost === 'number') base += argumentCost;
      else terms.push(`s[${argumentCost.slot}]`);
      if (field.estimate === argumentCost) continue;
      const each = field.place === undefined ? field.leafWeight : this.place(field.place);
      if (field.neverNull && field.listLevels === 0 && typeof each === 'number') base += each;
      else
        statements.push(this.#addValues(propertyAccess('d', field.responseKey), { field, each, level: 0 }));
    }
    if (terms.length === 0 && statements.length === 0) return base;
    const name = this.module.uniqueName('object');
    const sum = [String(base), ...terms].join(' + ');
    this.module.declare(`function ${name}(d, s) { let c = ${sum}; ${statements.join(' ')} return c; }`);
    return { name };
  }

  /** Adds the cost of a value, or of the items of a list, whatever is not null of them. */
  #addValues(
    source: string,
    { field, each, level }: { readonly field: FieldCost; readonly each: Cost; readonly level: number },
  ): string {
    const value = this.module.uniqueName('v');
    const begin = `{ const ${value} = ${source}; if (${value} != null) `;
    if (level === field.listLevels) return `${begin}c += ${callOf(each, value)}; }`;
    const isLast = level + 1 === field.listLevels;
    if (isLast && field.neverNull && typeof each === 'number')
      return `${begin}c += ${value}.length * ${each}; }`;
    const index = this.module.uniqueName('i');
    const item = this.#addValues(`${value}[${index}]`, { field, each, level: level + 1 });
    return `${begin}for (let ${index} = 0; ${index} < ${value}.length; ${index}++) ${item} }`;
  }

  /** Objects of types that cost differently. Where they do not say their type, what they hold tells which it can be. */
  #anyOf({ byType, distinct }: PlaceCost): Cost {
    const call = (object: ObjectCost) => callOf(this.#object(object), 'd');
    const maxOf = (objects: readonly ObjectCost[]) => `Math.max(${objects.map(call).join(', ')})`;
    const byName = [...byType].map(
      ([type, object]) => `case ${JSON.stringify(type)}: return ${call(object)};`,
    );
    const byKeys = Map.groupBy(distinct, ({ responseKeys }) => responseKeys.join(' '));
    const byContent = [...byKeys].map(
      ([keys, objects]) => `case ${JSON.stringify(keys)}: return ${maxOf(objects)};`,
    );
    // What stands there for one type may be a text of the subgraph's for another.
    const [typenameKey, ...otherKeys] = new Set(distinct.map((object) => object.typenameKey));
    const asksTypename = typenameKey !== undefined && otherKeys.length === 0;
    const lines = [
      !asksTypename ? '' : `switch (${propertyAccess('d', typenameKey)}) { ${byName.join(' ')} }`,
      `switch (Object.keys(d).join(' ')) { ${byContent.join(' ')} }`,
      `return ${maxOf(distinct)};`,
    ];
    const name = this.module.uniqueName('place');
    this.module.declare(`function ${name}(d, s) { ${lines.join(' ')} }`);
    return { name };
  }
}

function callOf(cost: Cost, value: string): string {
  return typeof cost === 'number' ? String(cost) : `${cost.name}(${value}, s)`;
}
