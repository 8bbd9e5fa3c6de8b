import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLFormattedError,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import { executeSync, Kind, visit } from 'graphql';
import type { PreparedOperation } from '../engine/engine.js';
import { fragmentsOf } from '../planner/fragments-of.js';
import { isIntrospectionField } from '../planner/is-introspection-field.js';

export interface Introspection {
  /** The values of `__schema` and `__type`, by response key. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors: readonly GraphQLFormattedError[];
}

/** What an operation asks of the schema, with these values of its variables. */
export type Introspect = (variables: Readonly<Record<string, unknown>>) => Introspection;

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/**
 * Prepares the introspection fields of an operation, once, to be answered from the API schema. For an operation without
 * any, the answer is always the same object, frozen.
 */
export function prepareIntrospection(
  schema: GraphQLSchema,
  { document, operation }: Pick<PreparedOperation, 'document' | 'operation'>,
): Introspect {
  const fragments = fragmentsOf(document);
  const fields = introspectionFields(operation, fragments);
  if (fields.length === 0) return () => NOTHING;
  const asked = askOnly(fields, operation, fragments);
  return (variables) => {
    const { data, errors } = executeSync({ schema, document: asked, variableValues: variables });
    return {
      values: data ?? {},
      errors: (errors ?? []).map((error) => ({
        message: error.message,
        ...(error.path === undefined ? {} : { path: error.path }),
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      })),
    };
  };
}

const NOTHING: Introspection = Object.freeze({ values: Object.freeze({}), errors: Object.freeze([]) });

/** A document for these fields of an operation, with the variables that they use. */
function askOnly(
  fields: readonly FieldNode[],
  operation: OperationDefinitionNode,
  fragments: Fragments,
): DocumentNode {
  const used = usedVariables(fields, fragments);
  const reduced: OperationDefinitionNode = {
    ...operation,
    variableDefinitions: (operation.variableDefinitions ?? []).filter(({ variable }) =>
      used.has(variable.name.value),
    ),
    directives: [],
    selectionSet: { kind: Kind.SELECTION_SET, selections: fields },
  };
  return { kind: Kind.DOCUMENT, definitions: [reduced, ...fragments.values()] };
}

/** The fields of the root that ask for the schema, inside fragments as well. */
function introspectionFields(
  { selectionSet }: OperationDefinitionNode,
  fragments: Fragments,
): readonly FieldNode[] {
  const visited = new Set<string>();
  const find = (selections: typeof selectionSet.selections): readonly FieldNode[] =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) {
        return isIntrospectionField(selection.name.value) ? [selection] : [];
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) return find(selection.selectionSet.selections);
      const fragment = fragments.get(selection.name.value);
      if (fragment === undefined || visited.has(fragment.name.value)) return [];
      visited.add(fragment.name.value);
      return find(fragment.selectionSet.selections);
    });
  return find(selectionSet.selections);
}

function usedVariables(fields: readonly FieldNode[], fragments: Fragments): ReadonlySet<string> {
  const used = new Set<string>();
  const spreads = new Set<string>();
  const note = (node: FieldNode | FragmentDefinitionNode): void =>
    void visit(node, {
      Variable: ({ name }) => void used.add(name.value),
      FragmentSpread: ({ name }) => {
        const fragment = fragments.get(name.value);
        if (fragment === undefined || spreads.has(name.value)) return;
        spreads.add(name.value);
        note(fragment);
      },
    });
  for (const field of fields) note(field);
  return used;
}
