import type {
  ConstDirectiveNode,
  DefinitionNode,
  DirectiveDefinitionNode,
  DocumentNode,
  GraphQLSchema,
  NamedTypeNode,
} from 'graphql';
import {
  buildASTSchema,
  DirectiveLocation,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  Kind,
  validateSchema,
} from 'graphql';
import { StartError } from '../errors/start-error.js';
import type { LinkedFeatures } from './linked-features.js';
import { readLinkedFeatures } from './linked-features.js';

/**
 * The schema that clients see: the supergraph without the elements of linked specifications and without what is
 * `@inaccessible` (https://specs.apollo.dev/inaccessible/v0.2/). Descriptions, deprecations, `@specifiedBy`, `@oneOf`
 * and directives for operations stay; directives for schemas go.
 *
 * @throws {StartError} Thrown when what remains is no valid schema; the message lists all reasons.
 */
export function createApiSchema(supergraph: DocumentNode): GraphQLSchema {
  const document = keepAccessible(supergraph, readLinkedFeatures(supergraph));
  let schema: GraphQLSchema;
  try {
    schema = buildASTSchema(document, { assumeValidSDL: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(
      'SUPERGRAPH_INVALID',
      `The API schema cannot be made from the supergraph: ${reason} An accessible element must not refer to an inaccessible or missing type.`,
      { cause: error },
    );
  }
  const errors = validateSchema(schema);
  if (errors.length === 0) return schema;
  throw new StartError(
    'SUPERGRAPH_INVALID',
    `The API schema of the supergraph is not valid:\n${errors.map(({ message }) => `  - ${message}`).join('\n')}`,
    { cause: new AggregateError(errors) },
  );
}

/** The applied directives that mean something to clients. */
const KEPT_APPLICATIONS: ReadonlySet<string> = new Set(['deprecated', 'specifiedBy', 'oneOf']);

/** A supergraph may define them for its own use; clients get them from the router or not at all. */
const INCREMENTAL_DELIVERY: ReadonlySet<string> = new Set(['defer', 'stream']);

const EXECUTABLE_LOCATIONS: ReadonlySet<string> = new Set([
  DirectiveLocation.QUERY,
  DirectiveLocation.MUTATION,
  DirectiveLocation.SUBSCRIPTION,
  DirectiveLocation.FIELD,
  DirectiveLocation.FRAGMENT_DEFINITION,
  DirectiveLocation.FRAGMENT_SPREAD,
  DirectiveLocation.INLINE_FRAGMENT,
  DirectiveLocation.VARIABLE_DEFINITION,
]);

interface Element {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

function keepAccessible(supergraph: DocumentNode, features: LinkedFeatures): DocumentNode {
  const isAccessible = (element: Element) =>
    features.inaccessible === undefined ||
    element.directives?.every(({ name }) => name.value !== features.inaccessible) !== false;

  const removedTypes = new Set(
    supergraph.definitions
      .filter((definition) => isTypeDefinitionNode(definition) || isTypeExtensionNode(definition))
      .filter((type) => features.isFeatureType(type.name.value) || !isAccessible(type))
      .map((type) => type.name.value),
  );
  const areKept = (types: readonly NamedTypeNode[] | undefined) =>
    types?.filter(({ name }) => !removedTypes.has(name.value));
  const keep = <T extends Element>(elements: readonly T[] | undefined): readonly T[] | undefined =>
    elements?.filter(isAccessible).map(keepParts);

  /** A copy of an element that holds only what clients see. */
  function keepParts<T extends Element>(element: T): T {
    const node = element as Element & Record<string, unknown>;
    const copy: Record<string, unknown> = {
      ...node,
      directives: node.directives?.filter(({ name }) => KEPT_APPLICATIONS.has(name.value)),
    };
    for (const part of PARTS) {
      if (part in node) copy[part] = keep(node[part] as readonly Element[]);
    }
    for (const part of TYPE_LISTS) {
      if (part in node) copy[part] = areKept(node[part] as readonly NamedTypeNode[]);
    }
    return copy as T;
  }

  function keepDefinition(definition: DefinitionNode): readonly DefinitionNode[] {
    if (definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION) {
      const operationTypes = definition.operationTypes?.filter(
        ({ type }) => !removedTypes.has(type.name.value),
      );
      return [{ ...definition, directives: [], operationTypes: operationTypes ?? [] }];
    }
    if (definition.kind === Kind.DIRECTIVE_DEFINITION) {
      return isForClients(definition, features)
        ? [keepParts<DirectiveDefinitionNode & Element>(definition)]
        : [];
    }
    if (!isTypeDefinitionNode(definition) && !isTypeExtensionNode(definition)) return [];
    return removedTypes.has(definition.name.value) ? [] : [keepParts(definition)];
  }

  return { kind: Kind.DOCUMENT, definitions: supergraph.definitions.flatMap(keepDefinition) };
}

/** Lists of elements that may be `@inaccessible` on their own. */
const PARTS = ['fields', 'arguments', 'values'] as const;

/** Interfaces that a type implements; members of a union. */
const TYPE_LISTS = ['interfaces', 'types'] as const;

function isForClients(directive: DirectiveDefinitionNode, features: LinkedFeatures): boolean {
  const name = directive.name.value;
  if (features.isFeatureDirective(name) || INCREMENTAL_DELIVERY.has(name)) return false;
  return directive.locations.some((location) => EXECUTABLE_LOCATIONS.has(location.value));
}
