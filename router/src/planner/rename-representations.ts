import type { OperationDefinitionNode } from 'graphql';
import { Kind, parse, print, stripIgnoredCharacters } from 'graphql';
import type { EntityFetchNode } from './query-plan.js';

/**
 * Planners name the variable of the representations themselves and do not look whether the client has a variable of
 * that name. Where it has, this gives the planner's another name, and puts back the definition of the client's, which
 * Apollo's planner takes for the same one.
 *
 * @param clientDocument The document that was planned.
 */
export function renameRepresentations(node: EntityFetchNode, clientDocument: string): EntityFetchNode {
  const taken = new Set(node.variableUsages);
  const renamed = new Map<string, string>();
  for (const { alias, variableName } of node.batches) {
    if (taken.has(variableName)) renamed.set(alias, freeName(variableName, taken));
  }
  if (renamed.size === 0) return node;

  const document = parse(node.operation, { noLocation: true });
  const definitions = document.definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? withClientVariables(renameIn(definition, renamed), node.variableUsages, clientDocument)
      : definition,
  );
  return {
    ...node,
    operation: stripIgnoredCharacters(print({ ...document, definitions })),
    batches: node.batches.map((batch) => ({
      ...batch,
      variableName: renamed.get(batch.alias) ?? batch.variableName,
    })),
  };
}

function freeName(name: string, taken: Set<string>): string {
  let candidate = name;
  while (taken.has(candidate)) candidate = `${candidate}_`;
  taken.add(candidate);
  return candidate;
}

/** Planners define their own variables first, in the order of the `_entities` fields that take them. */
function renameIn(
  operation: OperationDefinitionNode,
  renamed: ReadonlyMap<string, string>,
): OperationDefinitionNode {
  const definitions = [...(operation.variableDefinitions ?? [])];
  const selections = operation.selectionSet.selections.map((field) => {
    if (field.kind !== Kind.FIELD) return field;
    const name = renamed.get(field.alias?.value ?? field.name.value);
    if (name === undefined) return field;
    const variable = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } } as const;
    const args = field.arguments?.map((argument) => {
      if (argument.name.value !== 'representations' || argument.value.kind !== Kind.VARIABLE) return argument;
      const old = argument.value.name.value;
      const index = definitions.findIndex((definition) => definition.variable.name.value === old);
      const definition = definitions[index];
      if (definition !== undefined) definitions[index] = { ...definition, variable };
      return { ...argument, value: variable };
    });
    return { ...field, arguments: args ?? [] };
  });
  return {
    ...operation,
    variableDefinitions: definitions,
    selectionSet: { ...operation.selectionSet, selections },
  };
}

function withClientVariables(
  operation: OperationDefinitionNode,
  names: readonly string[],
  clientDocument: string,
): OperationDefinitionNode {
  const defined = new Set(operation.variableDefinitions?.map(({ variable }) => variable.name.value));
  const missing = parse(clientDocument, { noLocation: true })
    .definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    .flatMap(({ variableDefinitions }) => variableDefinitions ?? [])
    .filter(({ variable: { name } }) => names.includes(name.value) && !defined.has(name.value));
  return { ...operation, variableDefinitions: [...(operation.variableDefinitions ?? []), ...missing] };
}
