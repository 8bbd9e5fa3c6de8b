import { parse } from 'graphql';
import type { SupergraphTypes } from '../executor/supergraph-types.js';
import { createSupergraphTypes } from '../executor/supergraph-types.js';
import type { TypeRelations } from '../supergraph/type-relations.js';
import { readTypeRelations } from '../supergraph/type-relations.js';

export interface TestTypes {
  readonly types: SupergraphTypes;
  readonly relations: TypeRelations;
}

/** What the executor knows of a supergraph with these types; no directives are needed. */
export function testTypes(sdl: string): TestTypes {
  const relations = readTypeRelations(parse(`enum join__Graph { TEST }\n${sdl}`));
  return { types: createSupergraphTypes(relations), relations };
}
