import type { GraphQLCompositeType, GraphQLField, GraphQLSchema } from 'graphql';
import {
  doTypesOverlap,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from 'graphql';
import type { Random } from '../../harness/random.js';
import { inputLiteral } from './input-values.js';
import type { OperationVariables } from './operation-variables.js';
import { createOperationVariables } from './operation-variables.js';
import type { ResponseScope } from './response-scope.js';
import { createResponseScope, namedField } from './response-scope.js';

/** A valid operation, with a source of values for its variables. */
export interface GeneratedOperation {
  readonly query: string;
  readonly variables: OperationVariables;
}

interface Fragment {
  readonly name: string;
  readonly type: GraphQLCompositeType;
  readonly body: string;
  readonly scope: ResponseScope;
}

const ALIASES = [
  'a',
  'b',
  'id',
  'name',
  'x1',
  'title',
  '_private',
  'constructor',
  'toString',
  'length',
  '__proto__',
];

/** Where selections are put. */
interface Place {
  readonly type: GraphQLCompositeType;
  readonly scope: ResponseScope;
  /** Response names on the way, each with a dot before it. */
  readonly path: string;
  readonly depth: number;
}

/** Makes a random operation over an API schema. */
export function generateOperation(schema: GraphQLSchema, random: Random): GeneratedOperation {
  // Aliases that are names of other fields are what planners stumble over.
  const aliases = [...ALIASES, ...fieldNames(schema)];
  const variables = createOperationVariables(random);
  const fragments: Fragment[] = [];
  let budget = 4 + random.below(26);
  const maxDepth = 2 + random.below(5);

  const isMutation = schema.getMutationType() != null && random.chance(0.6);
  const root = isMutation ? schema.getMutationType()! : schema.getQueryType()!;
  const composites = Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLCompositeType => isCompositeType(type) && !type.name.startsWith('__'),
  );

  function condition(): string {
    const value = random.chance(0.7) ? variables.forCondition() : String(random.chance(0.5));
    return `@${random.chance(0.5) ? 'skip' : 'include'}(if: ${value})`;
  }

  function directives(): string {
    if (!random.chance(0.12)) return '';
    const [first, second] = [condition(), condition()];
    return random.chance(0.15) && first.slice(0, 5) !== second.slice(0, 5)
      ? ` ${first} ${second}`
      : ` ${first}`;
  }

  function callArguments(field: GraphQLField<unknown, unknown>): string {
    const texts = field.args
      .filter((argument) => isRequiredArgument(argument) || random.chance(0.6))
      .map((argument) => {
        const value = inputLiteral(argument.type, random, (type, hasDefault) =>
          random.chance(0.35)
            ? variables.forType(
                type,
                hasDefault || (type === argument.type && argument.defaultValue !== undefined),
              )
            : undefined,
        );
        return `${argument.name}: ${value}`;
      });
    if (random.chance(0.3)) texts.reverse();
    return texts.length === 0 ? '' : `(${texts.join(', ')})`;
  }

  function fieldSelection(place: Place, field: GraphQLField<unknown, unknown>): string | undefined {
    const type = getNamedType(field.type);
    if (!isLeafType(type) && (place.depth >= maxDepth || budget <= 0)) return undefined;
    const args = callArguments(field);
    const wanted = random.chance(0.15) ? random.pick(aliases) : field.name;
    const signature = namedField(place.type, field, args);
    const name = [wanted, field.name, ...Array.from({ length: 4 }, () => `z${random.below(1000)}`)].find(
      (candidate) => place.scope.take(`${place.path}.${candidate}`, signature),
    );
    if (name === undefined) return undefined;
    const alias = name === field.name ? '' : `${name}: `;
    const call = `${alias}${field.name}${args}${directives()}`;
    if (!isCompositeType(type)) return call;
    return `${call} ${selectionSet({ type, scope: place.scope, path: `${place.path}.${name}`, depth: place.depth + 1 })}`;
  }

  function overlapping(type: GraphQLCompositeType): GraphQLCompositeType {
    if (random.chance(0.2)) return type;
    const candidates = composites.filter((candidate) => doTypesOverlap(schema, type, candidate));
    return candidates.length === 0 ? type : random.pick(candidates);
  }

  function inlineFragment(place: Place): string {
    const type = overlapping(place.type);
    const isBare = type === place.type && random.chance(0.5);
    return `...${isBare ? '' : ` on ${type.name}`}${directives()} ${selectionSet({ ...place, type })}`;
  }

  function fragmentSpread(place: Place): string | undefined {
    const known = fragments.filter((fragment) => doTypesOverlap(schema, place.type, fragment.type));
    if (known.length > 0 && random.chance(0.6)) {
      const fragment = random.pick(known);
      return place.scope.takeAll(place.path, fragment.scope)
        ? `...${fragment.name}${directives()}`
        : undefined;
    }
    const type = overlapping(place.type);
    const scope = createResponseScope();
    const body = selectionSet({ type, scope, path: '', depth: Math.max(place.depth, maxDepth - 2) });
    const fragment = { name: `F${fragments.length}`, type, body, scope };
    if (!place.scope.takeAll(place.path, scope)) return undefined;
    fragments.push(fragment);
    return `...${fragment.name}${directives()}`;
  }

  function selection(place: Place): string | undefined {
    budget--;
    const luck = random.fraction();
    if (luck < 0.07 || (isUnionType(place.type) && luck < 0.2)) {
      const name = random.chance(0.8) ? '__typename' : random.pick(aliases);
      const signature = { call: '__typename', type: 'String!', isLeaf: true, objectType: undefined };
      if (!place.scope.take(`${place.path}.${name}`, signature)) return undefined;
      return name === '__typename' ? `__typename${directives()}` : `${name}: __typename${directives()}`;
    }
    if (luck < 0.17 || (isUnionType(place.type) && luck < 0.85)) return inlineFragment(place);
    if (luck < 0.25 || isUnionType(place.type)) return fragmentSpread(place);
    const fields = fieldsOf(place.type);
    // Objects first, as long as there is room: they are where subgraphs meet.
    const objects = fields.filter((field) => !isLeafType(getNamedType(field.type)));
    const isDeep = place.depth >= maxDepth || budget <= 0;
    return fieldSelection(
      place,
      random.pick(objects.length > 0 && !isDeep && random.chance(0.45) ? objects : fields),
    );
  }

  function selectionSet(place: Place): string {
    const count = 1 + random.below(budget > 0 ? 4 : 2) + (place.depth === 0 ? random.below(2) : 0);
    const selections = Array.from({ length: count }, () => selection(place)).filter(
      (text) => text !== undefined,
    );
    if (selections.length === 0) return '{ __typename }';
    // Now and then the same selection again.
    if (random.chance(0.05)) selections.push(random.pick(selections));
    return `{ ${selections.join(' ')} }`;
  }

  const body = selectionSet({ type: root, scope: createResponseScope(), path: '', depth: 0 });
  const name = random.chance(0.4) ? ' Fuzz' : '';
  const used = usedFragments(body, fragments);
  const definitions = used.map(
    ({ name: fragment, type, body: text }) => `fragment ${fragment} on ${type.name} ${text}`,
  );
  const keyword = isMutation ? 'mutation' : 'query';
  const variableDefinitions = variables.definitions([body, ...definitions].join('\n'));
  return { query: [`${keyword}${name}${variableDefinitions} ${body}`, ...definitions].join('\n'), variables };
}

function fieldNames(schema: GraphQLSchema): readonly string[] {
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  const fields = types.flatMap((type) => (isCompositeType(type) ? fieldsOf(type) : []));
  return [...new Set(fields.map(({ name }) => name))];
}

function fieldsOf(type: GraphQLCompositeType): readonly GraphQLField<unknown, unknown>[] {
  return isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
}

/** The fragments that a text spreads, and those that they spread. */
function usedFragments(text: string, fragments: readonly Fragment[]): readonly Fragment[] {
  const used = new Set<Fragment>();
  const look = (body: string) => {
    for (const [, name] of body.matchAll(/\.\.\.(F\d+)/g)) {
      const fragment = fragments.find((candidate) => candidate.name === name);
      if (fragment === undefined || used.has(fragment)) continue;
      used.add(fragment);
      look(fragment.body);
    }
  };
  look(text);
  return fragments.filter((fragment) => used.has(fragment));
}
