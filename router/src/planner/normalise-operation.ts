import type {
  DirectiveNode,
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { Kind, print, stripIgnoredCharacters } from 'graphql';
import { fragmentsOf } from './fragments-of.js';
import { isIntrospectionField } from './is-introspection-field.js';
import { variablesIn } from './variables-in.js';

export interface NormalisedOperation {
  /**
   * One operation, in as few characters as printing makes it, to be planned and to stand for all operations that differ
   * from it in layout only; `null` when nothing has to be fetched.
   */
  readonly document: string | null;
  /** Whether `__schema` or `__type` was removed, at whatever depth. */
  readonly hasIntrospection: boolean;
  /** Whether `__typename` of the root was removed. */
  readonly hasRootTypename: boolean;
}

/**
 * What of a valid document has to be planned for one of its operations. Left out are other operations, unused fragments
 * and variables, selections that literal `@skip` and `@include` exclude, introspection, and `__typename` of the root.
 * A field below which nothing remains, or nothing but what variables may exclude, is asked for its `__typename`: clients see
 * whether it is null, and planners take `a @include(if: $x) { b @skip(if: $x) }` for nothing at all.
 */
export function normaliseOperation(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): NormalisedOperation {
  const normaliser = new Normaliser(document);
  const selections = normaliser.keep(operation.selectionSet, true);
  const { hasIntrospection, hasRootTypename } = normaliser;
  if (selections.length === 0) return { document: null, hasIntrospection, hasRootTypename };

  const fragments = normaliser.usedFragments();
  const kept = { ...operation, selectionSet: setOf(selections) };
  const used = variablesIn(withVariables(kept, []), ...fragments);
  const definitions = [
    withVariables(
      kept,
      operation.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value)),
    ),
    ...fragments,
  ].map(undescribed);
  return {
    document: stripIgnoredCharacters(print({ kind: Kind.DOCUMENT, definitions })),
    hasIntrospection,
    hasRootTypename,
  };
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

class Normaliser {
  hasIntrospection = false;
  hasRootTypename = false;
  readonly #sources: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The fragments that are spread in what is kept, `null` for those of which nothing is left. */
  readonly #kept = new Map<string, FragmentDefinitionNode | null>();

  constructor(document: DocumentNode) {
    this.#sources = fragmentsOf(document);
  }

  keep(set: SelectionSetNode, isRoot: boolean): readonly SelectionNode[] {
    return set.selections.flatMap((selection) => {
      const directives = withoutLiteralConditions(selection.directives);
      return directives === undefined ? [] : this.#keepOne({ ...selection, directives }, isRoot);
    });
  }

  /** The used fragments, in the order of their names, so that the order in the document does not matter. */
  usedFragments(): readonly FragmentDefinitionNode[] {
    return [...this.#kept.values()]
      .filter((fragment) => fragment !== null)
      .sort((a, b) => (a.name.value < b.name.value ? -1 : 1));
  }

  #keepOne(selection: SelectionNode, isRoot: boolean): readonly SelectionNode[] {
    switch (selection.kind) {
      case Kind.FIELD:
        return this.#keepField(selection, isRoot);
      case Kind.INLINE_FRAGMENT: {
        const selections = this.keep(selection.selectionSet, isRoot);
        return selections.length === 0 ? [] : [{ ...selection, selectionSet: setOf(selections) }];
      }
      case Kind.FRAGMENT_SPREAD: {
        const source = this.#sources.get(selection.name.value);
        if (source === undefined) return [selection];
        // The same fragment may be spread below, on a field whose type is the root type: only here it loses something.
        if (isRoot && this.#hasMetaFields(source.selectionSet)) {
          const { typeCondition, selectionSet } = source;
          const { directives } = selection;
          return this.#keepOne(
            { kind: Kind.INLINE_FRAGMENT, typeCondition, directives: directives ?? [], selectionSet },
            true,
          );
        }
        return this.#keepFragment(source) === null ? [] : [selection];
      }
    }
  }

  #keepField(field: FieldNode, isRoot: boolean): readonly FieldNode[] {
    if (isIntrospectionField(field.name.value)) {
      this.hasIntrospection = true;
      return [];
    }
    if (isRoot && field.name.value === '__typename') {
      this.hasRootTypename = true;
      return [];
    }
    if (field.selectionSet === undefined) return [field];
    const selections = this.keep(field.selectionSet, false);
    return [
      {
        ...field,
        selectionSet: setOf(this.#hasUnconditional(selections) ? selections : [...selections, TYPENAME]),
      },
    ];
  }

  /** Whether something of the selections stays whatever the variables are, for objects of some type. */
  #hasUnconditional(selections: readonly SelectionNode[]): boolean {
    return selections.some((selection) => {
      if (selection.directives?.some(({ name }) => EXCLUDING_VALUE.has(name.value)) === true) return false;
      switch (selection.kind) {
        case Kind.FIELD:
          return true;
        case Kind.INLINE_FRAGMENT:
          return this.#hasUnconditional(selection.selectionSet.selections);
        case Kind.FRAGMENT_SPREAD: {
          const fragment = this.#kept.get(selection.name.value);
          return fragment == null || this.#hasUnconditional(fragment.selectionSet.selections);
        }
      }
    });
  }

  #keepFragment(source: FragmentDefinitionNode): FragmentDefinitionNode | null {
    const name = source.name.value;
    const known = this.#kept.get(name);
    if (known !== undefined) return known;
    const selections = this.keep(source.selectionSet, false);
    const kept = selections.length === 0 ? null : { ...source, selectionSet: setOf(selections) };
    this.#kept.set(name, kept);
    return kept;
  }

  /** Whether the root would lose a field of the set, or of a fragment in it. */
  #hasMetaFields(set: SelectionSetNode): boolean {
    return set.selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return selection.name.value.startsWith('__');
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#sources.get(selection.name.value);
      return fragment !== undefined && this.#hasMetaFields(fragment.selectionSet);
    });
  }
}

/** The directives without literal conditions that hold; `undefined` when one excludes the selection. */
function withoutLiteralConditions(
  directives: readonly DirectiveNode[] = [],
): readonly DirectiveNode[] | undefined {
  const kept: DirectiveNode[] = [];
  for (const directive of directives) {
    const excludedBy = EXCLUDING_VALUE.get(directive.name.value);
    const value = directive.arguments?.find(({ name }) => name.value === 'if')?.value;
    if (excludedBy === undefined || value?.kind !== Kind.BOOLEAN) kept.push(directive);
    else if (value.value === excludedBy) return undefined;
  }
  return kept;
}

const EXCLUDING_VALUE: ReadonlyMap<string, boolean> = new Map([
  ['skip', true],
  ['include', false],
]);

function setOf(selections: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections };
}

function withVariables(
  operation: OperationDefinitionNode,
  variableDefinitions: OperationDefinitionNode['variableDefinitions'] = [],
): OperationDefinitionNode {
  return { ...operation, variableDefinitions };
}

function undescribed<T extends object>(definition: T): T {
  return { ...definition, description: undefined };
}
