import type {
  ConstDirectiveNode,
  DocumentNode,
  GraphQLCompositeType,
  GraphQLSchema,
  SelectionNode,
  SelectionSetNode,
  ValueNode,
} from 'graphql';
import {
  isAbstractType,
  isInterfaceType,
  isObjectType,
  isTypeDefinitionNode,
  Kind,
  parse,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { applicationsOf, readStringArgument } from '../supergraph/read-argument.js';

/**
 * Adds the fields that contexts are made of to every selection on a type that sets the context. Apollo's planner adds
 * them itself, but forgets some where one type sets several contexts; asked for by the operation, none is missing.
 * What is added is not part of the client's answer, which follows the client's own document.
 */
export function createAskContextFields(
  supergraph: DocumentNode,
  apiSchema: GraphQLSchema,
): (operation: string) => string {
  const contextsByType = readContexts(supergraph);
  const selectionsByContext = readSelections(supergraph);

  const selectionsFor = (parent: GraphQLCompositeType): readonly SelectionNode[] =>
    (contextsByType.get(parent.name) ?? [])
      .flatMap((context) => selectionsByContext.get(context) ?? [])
      .flatMap((set) => applicable(set, parent, apiSchema));

  return (operation) => {
    const typeInfo = new TypeInfo(apiSchema);
    const extended = visit(
      parse(operation, { noLocation: true }),
      visitWithTypeInfo(typeInfo, {
        SelectionSet: {
          leave(set) {
            const parent = typeInfo.getParentType();
            const added = parent == null ? [] : selectionsFor(parent);
            return added.length === 0 ? undefined : { ...set, selections: [...set.selections, ...added] };
          },
        },
      }),
    );
    return print(extended);
  };
}

/** The contexts that types set: `@context(name:)`, which a supergraph keeps. */
function readContexts(supergraph: DocumentNode): ReadonlyMap<string, readonly string[]> {
  const contexts = new Map<string, string[]>();
  for (const type of supergraph.definitions) {
    if (!isTypeDefinitionNode(type)) continue;
    const names = applicationsOf(type, 'context').flatMap((set) => readStringArgument(set, 'name') ?? []);
    if (names.length > 0) contexts.set(type.name.value, names);
  }
  return contexts;
}

/** What is selected of each context, from `join__field(contextArguments:)`. */
function readSelections(supergraph: DocumentNode): ReadonlyMap<string, readonly SelectionSetNode[]> {
  const selections = new Map<string, SelectionSetNode[]>();
  for (const type of supergraph.definitions) {
    if (!isTypeDefinitionNode(type) || !('fields' in type)) continue;
    for (const application of (type.fields ?? []).flatMap((field) => applicationsOf(field, 'join__field'))) {
      for (const { context, selection } of contextArguments(application)) {
        const set = parseSelection(selection);
        if (set !== undefined) selections.set(context, [...(selections.get(context) ?? []), set]);
      }
    }
  }
  return selections;
}

function contextArguments(
  application: ConstDirectiveNode,
): readonly { readonly context: string; readonly selection: string }[] {
  const value = application.arguments?.find(({ name }) => name.value === 'contextArguments')?.value;
  if (value?.kind !== Kind.LIST) return [];
  return value.values.flatMap((item) => {
    const context = member(item, 'context');
    const selection = member(item, 'selection');
    return context === undefined || selection === undefined ? [] : [{ context, selection }];
  });
}

function member(value: ValueNode, key: string): string | undefined {
  if (value.kind !== Kind.OBJECT) return undefined;
  const found = value.fields.find(({ name }) => name.value === key)?.value;
  return found?.kind === Kind.STRING ? found.value : undefined;
}

/** A selection is written with braces, or as fragments without. */
function parseSelection(text: string): SelectionSetNode | undefined {
  const braced = text.trim().startsWith('{') ? text : `{${text}}`;
  const [definition] = parse(braced, { noLocation: true }).definitions;
  return definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet : undefined;
}

/** What of a selection can be asked of a type: its fragments on other types, and fields that clients cannot see, not. */
function applicable(
  { selections }: SelectionSetNode,
  parent: GraphQLCompositeType,
  schema: GraphQLSchema,
): readonly SelectionNode[] {
  return selections.flatMap((selection): readonly SelectionNode[] => {
    if (selection.kind === Kind.FIELD) {
      const visible =
        (isObjectType(parent) || isInterfaceType(parent)) && selection.name.value in parent.getFields();
      return visible ? [selection] : [];
    }
    if (selection.kind !== Kind.INLINE_FRAGMENT) return [];
    const condition = selection.typeCondition?.name.value ?? parent.name;
    const type = schema.getType(condition);
    const fits =
      condition === parent.name ||
      (isAbstractType(parent) && isObjectType(type) && schema.isSubType(parent, type));
    return fits ? [selection] : [];
  });
}
