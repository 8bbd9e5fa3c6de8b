/** A fault put into the engine's source, to see whether the fuzzer finds it. */
export interface PlantedFault {
  /** What the engine then does wrong. */
  readonly name: string;
  /** The source file, from the repository's root. */
  readonly file: string;
  /** Text that stands just once in the file. */
  readonly find: string;
  readonly replace: string;
}

const EXECUTOR = 'router/src/executor';
const PROJECTION = 'router/src/projection';

/** One fault for each thing that the executor and the projection must get right. */
export const PLANTED_FAULTS: readonly PlantedFault[] = [
  {
    name: 'an alias is lost',
    file: `${PROJECTION}/projection-emitter.ts`,
    find: 'const key = literalKey(field.responseKey);',
    replace: "const key = literalKey(field.kind === 'data' ? field.fieldName : field.responseKey);",
  },
  {
    name: 'fields stand in another order',
    file: `${PROJECTION}/projection-emitter.ts`,
    find: "return { ${properties.join(', ')} }; }`",
    replace: "return { ${properties.reverse().join(', ')} }; }`",
  },
  {
    name: '__typename of an abstract type is the name of that type',
    file: `${PROJECTION}/projection-emitter.ts`,
    find: "selection.abstract ? 't' : JSON.stringify(selection.typeName)",
    replace: 'JSON.stringify(selection.typeName)',
  },
  {
    name: 'null stands where the schema forbids it',
    file: `${PROJECTION}/projection-emitter.ts`,
    find: "const nothing = nullable ? 'null' : '(c.invalid = true, null)';",
    replace: "const nothing = 'null';",
  },
  {
    name: 'a null stops at an object that may not be null',
    file: `${PROJECTION}/complete-value.ts`,
    find: 'return value === null ? NULL_UPWARDS : value;',
    replace: 'return value;',
  },
  {
    name: 'a null stops at an item that may not be null',
    file: `${PROJECTION}/complete-value.ts`,
    find: 'if (value === NULL_UPWARDS) return NULL_UPWARDS;\n      result.push(value);',
    replace: 'result.push(value === NULL_UPWARDS ? null : value);',
  },
  {
    name: 'a null goes on past a field that may be null',
    file: `${PROJECTION}/complete-value.ts`,
    find: 'this.becameNull(at.path, from);\n      return null;',
    replace: 'return NULL_UPWARDS;',
  },
  {
    name: "the path of an item's error lacks the index",
    file: `${PROJECTION}/complete-value.ts`,
    find: 'path: [...at.path, index] });',
    replace: 'path: at.path });',
  },
  {
    name: '@skip is not looked at',
    file: 'router/src/planner/is-included.ts',
    find: "getDirectiveValues(GraphQLSkipDirective, node, conditions)?.['if'] !== true &&",
    replace: '',
  },
  {
    name: '@include is not looked at',
    file: 'router/src/planner/is-included.ts',
    find: "getDirectiveValues(GraphQLIncludeDirective, node, conditions)?.['if'] !== false",
    replace: 'true',
  },
  {
    name: 'what a repeated field selects is lost',
    file: 'router/src/planner/collect-fields.ts',
    find: 'else known.push(field);',
    replace: '',
  },
  {
    name: 'fragments on abstract types do not apply',
    file: 'router/src/planner/collect-fields.ts',
    find: 'return isAbstractType(condition) && schema.isSubType(condition, this.type);',
    replace: 'return false;',
  },
  {
    name: 'code for other values of the conditions is used again',
    file: 'router/src/engine/condition-variants.ts',
    find: "(variables[name] === true ? '1' : '0')",
    replace: "(name === '' ? '1' : '0')",
  },
  {
    name: 'objects get the entity of another',
    file: `${EXECUTOR}/collector-emitter.ts`,
    find: 'o.${property} = place; ${push}',
    replace: 'o.${property} = 0; ${push}',
  },
  {
    name: 'different entities are taken for one',
    file: `${EXECUTOR}/collector-emitter.ts`,
    find: 'if (place === undefined) { place = r.texts.push(text) - 1; r.places.set(text, place); }',
    replace:
      'if (r.texts.length === 3) place = 2; else if (place === undefined) { place = r.texts.push(text) - 1; r.places.set(text, place); }',
  },
  {
    name: 'branches of conditions are swapped',
    file: `${EXECUTOR}/run-plan.ts`,
    find: '=== true ? node.ifTrue : node.ifFalse',
    replace: '=== true ? node.ifFalse : node.ifTrue',
  },
  {
    name: 'fetches do not wait for those they need',
    file: `${EXECUTOR}/run-plan.ts`,
    find: '        await runPlan(next, run);\n',
    replace: '        const running = runPlan(next, run); if (next === node.nodes.at(-1)) await running;\n',
  },
  {
    name: 'the last of parallel fetches is not made',
    file: `${EXECUTOR}/run-plan.ts`,
    find: 'node.nodes.map((next) => runPlan(next, run))',
    replace: 'node.nodes.slice(0, -1).map((next) => runPlan(next, run))',
  },
  {
    name: 'lists from two subgraphs are not merged',
    file: `${EXECUTOR}/merge-values.ts`,
    find: 'if (Array.isArray(target) && Array.isArray(source)) {',
    replace:
      'if (Array.isArray(target)) return target; if (Array.isArray(target) && Array.isArray(source)) {',
  },
  {
    name: 'what two subgraphs say of an object inside another is not merged',
    file: `${EXECUTOR}/merge-values.ts`,
    find: 'if (!isPlainObject(target) || !isPlainObject(source)) return target;',
    replace: 'if (isPlainObject(target)) return target; if (!isPlainObject(source)) return target;',
  },
  {
    name: 'objects from two subgraphs are not merged',
    file: `${EXECUTOR}/place-fetches.ts`,
    find: 'if (providers > 1)',
    replace: 'if (providers > 9)',
  },
  {
    name: 'only the first subgraph that has a field is read',
    file: `${EXECUTOR}/access-emitter.ts`,
    find: 'sources.reduce((one, other) => `${pick}(${one}, ${other})`)',
    replace: "sources[0] ?? ''",
  },
  {
    name: 'a type condition on an interface takes no implementation',
    file: `${EXECUTOR}/access-emitter.ts`,
    find: '[name, ...this.types.possibleTypes(name)]',
    replace: '[name]',
  },
  {
    name: 'a renamed key keeps its name',
    file: `${EXECUTOR}/fetch-shape.ts`,
    find: 'if (field.key === last) field.responseKey = rewrite.name;',
    replace: 'if (field.key === last) continue;',
  },
  {
    name: 'lists of lists are taken for lists',
    file: `${EXECUTOR}/fetch-shape.ts`,
    find: 'return isListType(type) ? 1 + listDepth(type.ofType) : 0;',
    replace: 'return isListType(type) ? 1 : 0;',
  },
  {
    name: 'errors are put to another entity',
    file: `${EXECUTOR}/store-part.ts`,
    find: 'return { entity: second, path: renamed(rest, part) };',
    replace: 'return { entity: 0, path: renamed(rest, part) };',
  },
  {
    name: 'the first error of a reply is lost',
    file: `${EXECUTOR}/store-part.ts`,
    find: 'for (const reported of response.errors ?? []) {',
    replace: 'for (const reported of (response.errors ?? []).slice(1)) {',
  },
  {
    name: 'a list of too few entities is taken',
    file: `${EXECUTOR}/store-part.ts`,
    find: '|| entities.length !== expected)',
    replace: ')',
  },
  {
    name: 'an error is told for one of the places that it is about',
    file: `${EXECUTOR}/place-errors.ts`,
    find: 'return places.flatMap(',
    replace: 'return places.slice(0, 1).flatMap(',
  },
  {
    name: 'a request that fails leaves no error',
    file: `${EXECUTOR}/send-fetch.ts`,
    find: 'for (const { part } of input.collected)\n',
    replace: 'for (const { part } of input.collected.slice(1))\n',
  },
  {
    name: 'an absent variable is sent as null',
    file: `${EXECUTOR}/variables-text.ts`,
    find: 'text += member(text, name, variables[name]);',
    replace: 'text += member(text, name, variables[name] ?? null);',
  },
  {
    name: 'an entity is not asked for when a required object is null',
    file: `${EXECUTOR}/representation-emitter.ts`,
    find: "if (value == null) return 'null';",
    replace: 'if (value == null) return null;',
  },
  {
    name: 'long numbers are rounded',
    file: `${EXECUTOR}/fetch-shape.ts`,
    find: "numberRisk = 'any';",
    replace: "numberRisk = 'none';",
  },
];
