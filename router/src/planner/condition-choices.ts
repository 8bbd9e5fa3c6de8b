/** How many conditions are tried in all combinations of their values. */
const MAX_COMBINED = 3;

/** Values for conditions: all combinations or, of many conditions, all alike and each one unlike the others. */
export function conditionChoices(variables: readonly string[]): readonly Readonly<Record<string, boolean>>[] {
  const choice = (isTrue: (index: number) => boolean) =>
    Object.fromEntries(variables.map((name, index) => [name, isTrue(index)]));
  if (variables.length <= MAX_COMBINED) {
    return Array.from({ length: 2 ** variables.length }, (_, bits) =>
      choice((index) => (bits & (1 << index)) !== 0),
    );
  }
  return [
    choice(() => false),
    choice(() => true),
    ...variables.map((_, unlike) => choice((index) => index === unlike)),
  ];
}
