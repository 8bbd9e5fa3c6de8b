/** Types of objects; `null` is all that there are. */
export type TypeSet = ReadonlySet<string> | null;

/** The types of either. */
export function widen(types: TypeSet, others: TypeSet): TypeSet {
  return types === null || others === null ? null : new Set([...types, ...others]);
}

/** The types of both. */
export function common(types: TypeSet, others: TypeSet): TypeSet {
  if (types === null || others === null) return types ?? others;
  return new Set([...types].filter((type) => others.has(type)));
}
