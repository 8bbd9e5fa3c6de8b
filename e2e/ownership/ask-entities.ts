import type { Subgraph } from '@techally/subgraph-kit';
import type { GraphQLField, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { buildASTSchema, isObjectType, parse } from 'graphql';
import { askPaths } from './ask-paths.js';
import type { Leak } from './find-leaks.js';
import { findLeaks } from './find-leaks.js';
import type { LeafPath } from './leaf-paths.js';
import { leafPaths } from './leaf-paths.js';
import { printSelection } from './print-operation.js';
import type { Scene } from './set-scene.js';
import type { Send } from './walk-field.js';
import { failuresOf } from './walk-field.js';

/** The schema of a subgraph, with what is internal, too. */
export function subgraphSchema(sdl: string): GraphQLSchema {
  return buildASTSchema(parse(sdl), { assumeValidSDL: true });
}

export interface EntityFindings {
  readonly leaks: readonly Leak[];
  readonly failures: readonly string[];
  /** The types that were asked for. */
  readonly asked: readonly string[];
}

/** Asks a subgraph, past the router, for all it knows of every entity that it resolves, by every id there is. */
export async function askEntities(
  { sdl }: Subgraph,
  { scene: { secrets, values }, send }: { readonly scene: Scene; readonly send: Send },
): Promise<EntityFindings> {
  const ids = [...new Set([...values.ids.values(), ...secrets.ids])];
  const number = values.texts.get('order number');
  const leaks: Leak[] = [];
  const failures: string[] = [];
  const schema = subgraphSchema(sdl);
  const entities = Object.values(schema.getTypeMap()).filter(isResolvedEntity);
  for (const type of entities) {
    // A planner never asks a subgraph for what it has to tell it.
    const paths = leafPaths(type, entityField(type)).filter(
      (path) => !externalFields(schema, path.type).includes(path.steps.at(-1) ?? ''),
    );
    const known = externalFields(schema, type.name).map((name) => [name, name === 'number' ? number : false]);
    const variables = { r: ids.map((id) => ({ __typename: type.name, id, ...Object.fromEntries(known) })) };
    const ask = (some: readonly LeafPath[]) => {
      const fragment = `...on ${type.name}${printSelection(type, some, 1)}`;
      return send(`query($r:[_Any!]!){_entities(representations:$r){${fragment}}}`, variables);
    };
    for (const reply of await askPaths(paths, ask, 2)) {
      failures.push(...failuresOf(reply).map((failure) => `${type.name} → ${failure}`));
      for (const [index, entity] of ((reply.data?.['_entities'] ?? []) as unknown[]).entries())
        leaks.push(...findLeaks(entity, type, { secrets, sent: new Set([ids[index], number]) }));
    }
  }
  return { leaks, failures, asked: entities.map(({ name }) => name) };
}

function isResolvedEntity(type: unknown): type is GraphQLObjectType {
  if (!isObjectType(type)) return false;
  const key = type.astNode?.directives?.find(({ name }) => name.value === 'key');
  return key?.arguments?.some(({ name }) => name.value === 'resolvable') === false;
}

/** The fields that other subgraphs own. */
function externalFields(schema: GraphQLSchema, typeName: string): readonly string[] {
  const type = schema.getType(typeName);
  return Object.values(isObjectType(type) ? type.getFields() : {})
    .filter(({ astNode }) => astNode?.directives?.some(({ name }) => name.value === 'external'))
    .map(({ name }) => name);
}

/** `_entities` as a field of one type. */
function entityField(type: GraphQLObjectType): GraphQLField<unknown, unknown> {
  return { name: '_entities', type, args: [] } as unknown as GraphQLField<unknown, unknown>;
}
