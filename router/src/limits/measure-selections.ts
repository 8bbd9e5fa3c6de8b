import type { FieldNode, SelectionNode, SelectionSetNode } from 'graphql';
import { Kind } from 'graphql';
import { isIntrospectionField } from '../planner/is-introspection-field.js';

/**
 * What selections amount to when fragments are put in place of their spreads. Numbers grow exponentially with the number
 * of fragments in the worst case, and then end as `Infinity`.
 */
export interface SelectionMeasure {
  /** Fields inside one another. */
  readonly depth: number;
  /** Fields; the same response name counts once in a selection set. */
  readonly height: number;
  readonly aliases: number;
  /** Fields on the outermost level; the same response name counts once in a selection set. */
  readonly rootFields: number;
  readonly directives: number;
  /** Fields, inline fragments and spreads. */
  readonly selections: number;
  /** Selection sets inside one another. */
  readonly nesting: number;
  /** `__schema` and `__type`. */
  readonly introspectionFields: number;
  /** Lists of what introspection gives, inside one another and inside `__schema` or `__type`. */
  readonly introspectionDepth: number;
  /** The same lists, if all of this were introspection. */
  readonly introspectionLists: number;
}

export const NOTHING: SelectionMeasure = {
  depth: 0,
  height: 0,
  aliases: 0,
  rootFields: 0,
  directives: 0,
  selections: 0,
  nesting: 0,
  introspectionFields: 0,
  introspectionDepth: 0,
  introspectionLists: 0,
};

/** By name; a fragment that is not among them counts nothing. */
export type FragmentMeasures = ReadonlyMap<string, SelectionMeasure>;

type Sums = { -readonly [Key in keyof SelectionMeasure]: number };

/** Calls itself for each level of the text, not for fragments: those have been measured before. */
export function measureSelections(
  selectionSet: SelectionSetNode,
  fragments: FragmentMeasures,
): SelectionMeasure {
  const sums: Sums = { ...NOTHING };
  const names = new Set<string>();
  for (const selection of selectionSet.selections) {
    sums.selections += 1;
    sums.directives += selection.directives?.length ?? 0;
    const nested = nestedMeasure(selection, fragments);
    sums.height += nested.height;
    sums.aliases += nested.aliases;
    sums.directives += nested.directives;
    sums.selections += nested.selections;
    sums.introspectionFields += nested.introspectionFields;
    sums.nesting = Math.max(sums.nesting, nested.nesting);
    if (selection.kind === Kind.FIELD) {
      addField(sums, selection, nested);
      const responseName = (selection.alias ?? selection.name).value;
      if (names.has(responseName)) continue;
      names.add(responseName);
      sums.height += 1;
      sums.rootFields += 1;
    } else {
      sums.depth = Math.max(sums.depth, nested.depth);
      sums.rootFields += nested.rootFields;
      sums.introspectionDepth = Math.max(sums.introspectionDepth, nested.introspectionDepth);
      sums.introspectionLists = Math.max(sums.introspectionLists, nested.introspectionLists);
    }
  }
  sums.nesting += 1;
  return sums;
}

function nestedMeasure(selection: SelectionNode, fragments: FragmentMeasures): SelectionMeasure {
  if (selection.kind === Kind.FRAGMENT_SPREAD) return fragments.get(selection.name.value) ?? NOTHING;
  return selection.selectionSet === undefined
    ? NOTHING
    : measureSelections(selection.selectionSet, fragments);
}

function addField(sums: Sums, { name, alias }: FieldNode, nested: SelectionMeasure): void {
  if (alias !== undefined) sums.aliases += 1;
  sums.depth = Math.max(sums.depth, 1 + nested.depth);
  const isRoot = isIntrospectionField(name.value);
  if (isRoot) sums.introspectionFields += 1;
  const depth = isRoot ? nested.introspectionLists : nested.introspectionDepth;
  sums.introspectionDepth = Math.max(sums.introspectionDepth, depth);
  const lists = nested.introspectionLists + (INTROSPECTION_LISTS.has(name.value) ? 1 : 0);
  sums.introspectionLists = Math.max(sums.introspectionLists, lists);
}

/** Fields of `__Type` by which introspection gets from one type to many others, and from those on. */
const INTROSPECTION_LISTS: ReadonlySet<string> = new Set([
  'fields',
  'inputFields',
  'interfaces',
  'possibleTypes',
]);
