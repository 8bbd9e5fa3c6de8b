/**
 * Whether an object's type is one of these, or implements or belongs to one of them. An object that does not say its type
 * passes: the planner has it asked for where it matters.
 *
 * @param typename What the object says as its `__typename`.
 * @param possibleTypes The object types that a value of a type may have.
 */
export function isOfType(
  typename: unknown,
  typeNames: readonly string[],
  possibleTypes: (typeName: string) => ReadonlySet<string>,
): boolean {
  return (
    typeof typename !== 'string' ||
    typeNames.some((name) => name === typename || possibleTypes(name).has(typename))
  );
}
