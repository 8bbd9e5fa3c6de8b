import type {
  ASTNode,
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLSchema,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { astFromValue, GraphQLBoolean, Kind, validate, visit } from 'graphql';

/**
 * Documents that are one step simpler, each valid against the schema: a selection, directive, argument, alias or variable
 * less, a fragment dissolved. Lazily made, the largest steps first.
 */
export function* simplerDocuments(
  document: DocumentNode,
  schema: GraphQLSchema,
  variables: Readonly<Record<string, unknown>>,
): Generator<DocumentNode> {
  for (const edited of [
    ...withoutSelections(document),
    ...withoutFragments(document),
    ...withoutDetails(document, variables),
  ].map((edit) => edit())) {
    const tidy = withoutUnused(edited);
    if (validate(schema, tidy).length === 0) yield tidy;
  }
}

type Edit = () => DocumentNode;

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** Outer selection sets come first, so that much goes at once. */
function withoutSelections(document: DocumentNode): readonly Edit[] {
  return nodesOf(document, Kind.SELECTION_SET).flatMap((set) =>
    set.selections.length > 1
      ? set.selections.map(
          (selection): Edit =>
            () =>
              replace(document, set, {
                ...set,
                selections: set.selections.filter((other) => other !== selection),
              }),
        )
      : set.selections
          .filter((selection) => !isTypename(selection))
          .map((): Edit => () => replace(document, set, { ...set, selections: [TYPENAME] })),
  );
}

function withoutFragments(document: DocumentNode): readonly Edit[] {
  const definitions = nodesOf(document, Kind.FRAGMENT_DEFINITION);
  return nodesOf(document, Kind.SELECTION_SET).flatMap((set) =>
    set.selections.flatMap((selection) => {
      const inner = innerSelections(selection, definitions);
      if (inner === undefined) return [];
      const put = (nodes: readonly SelectionNode[]): Edit => {
        const selections = set.selections.flatMap((other) => (other === selection ? nodes : [other]));
        return () => replace(document, set, { ...set, selections });
      };
      return selection.kind === Kind.FRAGMENT_SPREAD
        ? [put(inner.selections), put([inlined(selection.name.value, definitions, inner)])]
        : [put(inner.selections)];
    }),
  );
}

function innerSelections(
  selection: SelectionNode,
  definitions: readonly FragmentDefinitionNode[],
): SelectionSetNode | undefined {
  if (selection.kind === Kind.INLINE_FRAGMENT) return selection.selectionSet;
  if (selection.kind === Kind.FIELD) return undefined;
  return definitions.find((definition) => definition.name.value === selection.name.value)?.selectionSet;
}

function inlined(
  name: string,
  definitions: readonly FragmentDefinitionNode[],
  selectionSet: SelectionSetNode,
): SelectionNode {
  const typeCondition = definitions.find((definition) => definition.name.value === name)!.typeCondition;
  return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet };
}

function withoutDetails(
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): readonly Edit[] {
  const removals = [
    ...nodesOf(document, Kind.DIRECTIVE),
    ...nodesOf(document, Kind.ARGUMENT),
    ...nodesOf(document, Kind.OBJECT_FIELD),
  ].map(
    (node): Edit =>
      () =>
        replace(document, node, null),
  );
  const aliases = nodesOf(document, Kind.FIELD)
    .filter((field) => field.alias !== undefined)
    .map(
      (field): Edit =>
        () =>
          replace(document, field, { ...field, alias: undefined }),
    );
  const names = nodesOf(document, Kind.OPERATION_DEFINITION)
    .filter((operation) => operation.name !== undefined)
    .map(
      (operation): Edit =>
        () =>
          replace(document, operation, { ...operation, name: undefined }),
    );
  const uses = nodesOf(document, Kind.DIRECTIVE).flatMap((directive) =>
    (directive.arguments ?? []).flatMap(({ value }) => {
      const given = value.kind === Kind.VARIABLE ? variables[value.name.value] : undefined;
      if (typeof given !== 'boolean') return [];
      return [(): DocumentNode => replace(document, value, astFromValue(given, GraphQLBoolean)!)];
    }),
  );
  return [...removals, ...aliases, ...names, ...uses];
}

/** Removes fragments that nothing spreads and variables that nothing uses. */
function withoutUnused(document: DocumentNode): DocumentNode {
  const spread = new Set(nodesOf(document, Kind.FRAGMENT_SPREAD).map((node) => node.name.value));
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: (node) => void used.add(node.name.value),
  });
  const tidy = visit(document, {
    FragmentDefinition: (node) => (spread.has(node.name.value) ? undefined : null),
    VariableDefinition: (node) => (used.has(node.variable.name.value) ? undefined : null),
  });
  return tidy.definitions.length === document.definitions.length ? tidy : withoutUnused(tidy);
}

function isTypename(selection: SelectionNode): boolean {
  return (
    selection.kind === Kind.FIELD && selection.name.value === '__typename' && selection.alias === undefined
  );
}

function nodesOf<K extends ASTNode['kind']>(
  document: DocumentNode,
  kind: K,
): readonly Extract<ASTNode, { kind: K }>[] {
  const nodes: Extract<ASTNode, { kind: K }>[] = [];
  visit(document, {
    enter(node) {
      if (node.kind === kind) nodes.push(node as Extract<ASTNode, { kind: K }>);
    },
  });
  return nodes;
}

function replace(document: DocumentNode, target: ASTNode, replacement: ASTNode | null): DocumentNode {
  return visit(document, { enter: (node: ASTNode) => (node === target ? replacement : undefined) });
}
