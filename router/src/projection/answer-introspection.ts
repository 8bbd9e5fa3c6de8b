import type { FieldNode, FragmentDefinitionNode, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { executeSync, Kind, visit } from 'graphql';
import { fragmentsOf } from '../planner/fragments-of.js';
import type { PreparedOperation } from '../engine/engine.js';

export interface Introspection {
  /** The values of `__schema` and `__type`, by response key. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors: readonly GraphQLFormattedError[];
}

/** Answers the introspection fields of an operation from the API schema. */
export function answerIntrospection(
  schema: GraphQLSchema,
  { document, operation }: PreparedOperation,
  variables: Readonly<Record<string, unknown>>,
): Introspection {
  const fields = introspectionFields({ document, operation });
  if (fields.length === 0) return NOTHING;
  const { data, errors } = executeSync({
    schema,
    document: {
      ...document,
      definitions: [
        {
          ...operation,
          variableDefinitions: (operation.variableDefinitions ?? []).filter(({ variable }) =>
            usedVariables(fields, document).has(variable.name.value),
          ),
          directives: [],
          selectionSet: { kind: Kind.SELECTION_SET, selections: fields },
        },
        ...document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION),
      ],
    },
    variableValues: variables,
  });
  return {
    values: data ?? {},
    errors: (errors ?? []).map((error) => ({
      message: error.message,
      ...(error.path === undefined ? {} : { path: error.path }),
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    })),
  };
}

const NOTHING: Introspection = { values: {}, errors: [] };

/** The fields of the root that ask for the schema, inside fragments as well. */
function introspectionFields({
  document,
  operation,
}: Pick<PreparedOperation, 'document' | 'operation'>): readonly FieldNode[] {
  const fragments = fragmentsOf(document);
  const visited = new Set<string>();
  const visit = (selections: typeof operation.selectionSet.selections): readonly FieldNode[] =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) {
        return selection.name.value === '__schema' || selection.name.value === '__type' ? [selection] : [];
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) return visit(selection.selectionSet.selections);
      const fragment = fragments.get(selection.name.value);
      if (fragment === undefined || visited.has(fragment.name.value)) return [];
      visited.add(fragment.name.value);
      return visit(fragment.selectionSet.selections);
    });
  return visit(operation.selectionSet.selections);
}

function usedVariables(
  fields: readonly FieldNode[],
  document: PreparedOperation['document'],
): ReadonlySet<string> {
  const used = new Set<string>();
  const spreads = new Set<string>();
  const note = (node: FieldNode | FragmentDefinitionNode): void =>
    void visit(node, {
      Variable: ({ name }) => void used.add(name.value),
      FragmentSpread: ({ name }) => {
        const fragment = document.definitions.find(
          (each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === name.value,
        );
        if (fragment?.kind !== Kind.FRAGMENT_DEFINITION || spreads.has(name.value)) return;
        spreads.add(name.value);
        note(fragment);
      },
    });
  for (const field of fields) note(field);
  return used;
}
