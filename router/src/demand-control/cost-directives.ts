import type { ConstDirectiveNode, DocumentNode } from 'graphql';
import { Kind } from 'graphql';
import { readLinkedFeatures } from '../supergraph/linked-features.js';
import { applicationsOf, readArgument } from '../supergraph/read-argument.js';

/** What `@listSize` says about the list that a field returns (https://specs.apollo.dev/cost/v0.1/). */
export interface ListSizeRule {
  /** How many items there are when no argument says so. */
  readonly assumedSize: number | undefined;
  /** Arguments that say how many items there are at most. */
  readonly slicingArguments: readonly string[];
  /** Fields of the returned object that hold the items, as `edges` of a connection; empty when the field itself does. */
  readonly sizedFields: readonly string[];
  readonly requireOneSlicingArgument: boolean;
}

/** What a supergraph says about costs. A weight is 0 or more: nothing can make an operation cheaper. */
export interface CostDirectives {
  /** By the name of an object, scalar or enum type. */
  readonly typeWeights: ReadonlyMap<string, number>;
  /** By `Type.field`, of input objects too. */
  readonly fieldWeights: ReadonlyMap<string, number>;
  /** By `Type.field.argument`. */
  readonly argumentWeights: ReadonlyMap<string, number>;
  /** By `Type.field`. */
  readonly listSizes: ReadonlyMap<string, ListSizeRule>;
}

const SPECIFICATION = 'https://specs.apollo.dev/cost';

/**
 * Reads `@cost` and `@listSize`, under whatever names the supergraph has imported them. Composition has merged what
 * several subgraphs say: weights and assumed sizes by maximum.
 */
export function readCostDirectives(supergraph: DocumentNode): CostDirectives {
  const features = readLinkedFeatures(supergraph);
  const cost = features.directiveName(SPECIFICATION, 'cost');
  const listSize = features.directiveName(SPECIFICATION, 'listSize');
  const typeWeights = new Map<string, number>();
  const fieldWeights = new Map<string, number>();
  const argumentWeights = new Map<string, number>();
  const listSizes = new Map<string, ListSizeRule>();

  function keepWeight(element: Element, weights: Map<string, number>, key: string): void {
    const [application] = cost === undefined ? [] : applicationsOf(element, cost);
    const weight = application && readArgument(application, 'weight');
    if (typeof weight === 'number') weights.set(key, Math.max(weights.get(key) ?? 0, weight));
  }

  for (const definition of supergraph.definitions) {
    if (!('name' in definition) || definition.name === undefined) continue;
    if (definition.kind === Kind.DIRECTIVE_DEFINITION) continue;
    const typeName = definition.name.value;
    keepWeight(definition as Element, typeWeights, typeName);
    if (!('fields' in definition)) continue;
    for (const field of definition.fields ?? []) {
      const key = `${typeName}.${field.name.value}`;
      keepWeight(field, fieldWeights, key);
      if (!('arguments' in field)) continue;
      for (const argument of field.arguments ?? []) {
        keepWeight(argument, argumentWeights, `${key}.${argument.name.value}`);
      }
      const [application] = listSize === undefined ? [] : applicationsOf(field, listSize);
      if (application !== undefined) listSizes.set(key, readListSize(application));
    }
  }
  return { typeWeights, fieldWeights, argumentWeights, listSizes };
}

interface Element {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

function readListSize(application: ConstDirectiveNode): ListSizeRule {
  const assumedSize = readArgument(application, 'assumedSize');
  return {
    assumedSize: typeof assumedSize === 'number' && assumedSize >= 0 ? assumedSize : undefined,
    slicingArguments: readNames(application, 'slicingArguments'),
    sizedFields: readNames(application, 'sizedFields'),
    requireOneSlicingArgument: readArgument(application, 'requireOneSlicingArgument') !== false,
  };
}

function readNames(application: ConstDirectiveNode, argument: string): readonly string[] {
  const names = readArgument(application, argument);
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}
