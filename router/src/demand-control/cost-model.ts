import type { DocumentNode, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { ArgumentCosts } from './argument-cost.js';
import type { CostDirectives, ListSizeRule } from './cost-directives.js';
import { readCostDirectives } from './cost-directives.js';

export interface CostModelOptions {
  /** Of the operations whose cost is asked for. */
  readonly schema: GraphQLSchema;
  readonly supergraph: DocumentNode;
  /** The size of lists that say nothing about it. */
  readonly listSize: number;
}

/** What the elements of a supergraph cost. */
export class CostModel {
  readonly schema: GraphQLSchema;
  readonly listSize: number;
  readonly argumentCosts: ArgumentCosts;
  readonly #directives: CostDirectives;

  constructor({ schema, supergraph, listSize }: CostModelOptions) {
    this.schema = schema;
    this.listSize = listSize;
    this.#directives = readCostDirectives(supergraph);
    this.argumentCosts = new ArgumentCosts(this.#directives);
  }

  /** Of a field's values, by a directive of its own. */
  fieldWeight(typeName: string, fieldName: string): number | undefined {
    return notNegative(this.#directives.fieldWeights.get(`${typeName}.${fieldName}`));
  }

  /** Of objects and leaves of a type, by a directive of its own. */
  typeWeight(typeName: string): number | undefined {
    return notNegative(this.#directives.typeWeights.get(typeName));
  }

  /** What is said about a field's list, by the object type or else by an interface that it implements. */
  listSizeRule(type: GraphQLObjectType, fieldName: string): ListSizeRule | undefined {
    const { listSizes } = this.#directives;
    if (listSizes.size === 0) return undefined;
    const own = listSizes.get(`${type.name}.${fieldName}`);
    if (own !== undefined) return own;
    return type
      .getInterfaces()
      .map(({ name }) => listSizes.get(`${name}.${fieldName}`))
      .find((rule) => rule !== undefined);
  }
}

/** A field that took something off would hide what others cost. */
function notNegative(weight: number | undefined): number | undefined {
  return weight === undefined ? undefined : Math.max(weight, 0);
}
