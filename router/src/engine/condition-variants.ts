type Variables = Readonly<Record<string, unknown>>;

/**
 * How many combinations are kept. An operation with k conditions has 2^k, and clients choose; more than a few in use are
 * rare.
 */
const MAX_VARIANTS = 16;

/** What an operation has of its own for each combination of values of its `@skip` and `@include` variables. */
export class ConditionVariants<T> {
  readonly #variants = new Map<string, T>();

  /** @param names The variables of the conditions; none for an operation whose conditions do not matter. */
  constructor(private readonly names: readonly string[]) {}

  find(variables: Variables): T | undefined {
    return this.#variants.get(this.#keyOf(variables));
  }

  /**
   * Keeps one more. Of 17, the oldest goes: a combination that is used comes back at the price of making it again.
   *
   * @returns What had to go.
   */
  add(variables: Variables, variant: T): T | undefined {
    const [oldest] = this.#variants;
    const dropped = this.#variants.size >= MAX_VARIANTS ? oldest : undefined;
    if (dropped !== undefined) this.#variants.delete(dropped[0]);
    this.#variants.set(this.#keyOf(variables), variant);
    return dropped?.[1];
  }

  /** The values of the conditions, without other variables. */
  valuesOf(variables: Variables): Readonly<Record<string, boolean>> {
    return Object.fromEntries(this.names.map((name) => [name, variables[name] === true]));
  }

  #keyOf(variables: Variables): string {
    return this.names.map((name) => (variables[name] === true ? '1' : '0')).join('');
  }
}
