import type { DocumentNode, GraphQLFieldResolver, GraphQLFormattedError, GraphQLOutputType } from 'graphql';
import { setImmediate } from 'node:timers/promises';
import { execute, getNullableType, isListType, isNonNullType, Kind, OperationTypeNode } from 'graphql';
import type { World, WorldObject } from './world/world.js';
import { isHealthy } from './world/world.js';

export type Path = readonly (string | number)[];

/** The answer of one server that has the whole schema. */
export interface MonolithAnswer {
  readonly data: Record<string, unknown> | null | undefined;
  /** As graphql-js reports them: a field that failed beside one that took their parent with it may be missing. */
  readonly errors: readonly GraphQLFormattedError[];
  /** Paths of all fields and items that failed, those included, as JSON. */
  readonly failedPaths: ReadonlySet<string>;
  /** Paths, as JSON, at which the schema allows null. */
  readonly nullablePaths: ReadonlySet<string>;
}

/** Executes an operation over a world with graphql-js and the API schema. */
export async function executeMonolith(
  world: World,
  document: DocumentNode,
  variableValues: Readonly<Record<string, unknown>>,
): Promise<MonolithAnswer> {
  const failedPaths = new Set<string>();
  const nullablePaths = new Set<string>();

  /** Notes what completion will find wrong. */
  function inspectValue(value: unknown, type: GraphQLOutputType, path: Path): void {
    const inner = isNonNullType(type) ? type.ofType : type;
    if (inner === type) nullablePaths.add(JSON.stringify(path));
    if (value instanceof Error || (value === null && isNonNullType(type)))
      failedPaths.add(JSON.stringify(path));
    else if (Array.isArray(value) && isListType(inner))
      value.forEach((item, index) => {
        inspectValue(item, inner.ofType, [...path, index]);
      });
  }

  const fieldResolver: GraphQLFieldResolver<WorldObject, World> = (object, args, _world, info) => {
    const path = pathOf(info.path);
    let value: unknown;
    try {
      value = world.fieldValue(object, info.fieldName, args);
    } catch (error) {
      value = error;
    }
    inspectValue(value, info.returnType, path);
    if (isHealthy(world.options)) return value;
    // A field that fails at once would keep graphql-js from looking at the fields beside it.
    return inTime(value, info.returnType);
  };

  const result = await execute({
    schema: world.model.apiSchema,
    document,
    variableValues,
    rootValue: rootOf(document),
    contextValue: world,
    fieldResolver: fieldResolver,
    typeResolver: (value: WorldObject) => value.__typename,
  });
  // Fields below a null that is already decided may still be at work.
  if (!isHealthy(world.options)) await setImmediate();
  const errors = (result.errors ?? []).map((error) => error.toJSON());
  return { data: result.data, errors, failedPaths, nullablePaths };
}

function rootOf(document: DocumentNode): WorldObject {
  const isMutation = document.definitions.some(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION && definition.operation === OperationTypeNode.MUTATION,
  );
  return { __typename: isMutation ? 'Mutation' : 'Query', key: '' };
}

/** The value as a promise, and so each item of a list. */
async function inTime(value: unknown, type: GraphQLOutputType): Promise<unknown> {
  if (value instanceof Error) throw value;
  const list = getNullableType(type);
  return Array.isArray(value) && isListType(list) ? value.map((item) => inTime(item, list.ofType)) : value;
}

interface LinkedPath {
  readonly prev: LinkedPath | undefined;
  readonly key: string | number;
}

function pathOf(path: LinkedPath): Path {
  const keys: (string | number)[] = [];
  for (let at: LinkedPath | undefined = path; at !== undefined; at = at.prev) keys.unshift(at.key);
  return keys;
}
