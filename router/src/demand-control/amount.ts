type Variables = Readonly<Record<string, unknown>>;

/** A part of a cost: known for all requests, or a slot that is filled for each from its variables. */
export type Amount = number | Slot;

export interface Slot {
  readonly slot: number;
}

/** The amounts of one request, by slot. */
export interface Evaluation {
  readonly slots: readonly number[];
  /** What the operation must not leave open; see `requireOneSlicingArgument`. */
  readonly violation: string | undefined;
}

/** What a computed amount is made from. */
export interface AmountSource {
  readonly variables: Variables;
  /** Notes that the operation breaks a rule. */
  readonly violate: (message: string) => void;
}

/** No cost is more: sums and products stop here, so that none gets lost in rounding, infinity or `NaN`. */
export const MAX_COST = Number.MAX_SAFE_INTEGER;

/**
 * Amounts that depend on each other, in the order in which they are computed. What several others use is computed once
 * per request, however often fragments repeat it.
 */
export class AmountProgram {
  readonly #steps: ((slots: readonly number[], source: AmountSource) => number)[] = [];

  /** Whether all amounts are known for all requests. */
  get isConstant(): boolean {
    return this.#steps.length === 0;
  }

  /** Evaluates all amounts for one request. */
  run(variables: Variables): Evaluation {
    if (this.#steps.length === 0) return CONSTANT;
    const slots: number[] = [];
    let violation: string | undefined;
    const source: AmountSource = { variables, violate: (message) => (violation ??= message) };
    for (const step of this.#steps) slots.push(step(slots, source));
    return { slots, violation };
  }

  compute(step: (source: AmountSource) => number): Slot {
    return this.#add((_slots, source) => step(source));
  }

  sum(amounts: readonly Amount[]): Amount {
    const [constant, open] = this.#fold(amounts, addCosts, 0);
    if (open.length === 0) return constant;
    const [only] = open;
    if (only !== undefined && open.length === 1 && constant === 0) return only;
    return this.#add((slots) => {
      let sum = constant;
      for (const { slot } of open) sum = addCosts(sum, slots[slot] ?? MAX_COST);
      return sum;
    });
  }

  max(amounts: readonly Amount[]): Amount {
    const [constant, open] = this.#fold(amounts, Math.max, 0);
    if (open.length === 0) return constant;
    return this.#add((slots) => {
      let max = constant;
      for (const { slot } of open) max = Math.max(max, slots[slot] ?? MAX_COST);
      return max;
    });
  }

  multiply(one: Amount, other: Amount): Amount {
    if (typeof one === 'number' && typeof other === 'number') return multiplyCosts(one, other);
    if (one === 0 || other === 0) return 0;
    if (one === 1) return other;
    if (other === 1) return one;
    return this.#add((slots) => multiplyCosts(readAmount(one, slots), readAmount(other, slots)));
  }

  #add(step: (slots: readonly number[], source: AmountSource) => number): Slot {
    return { slot: this.#steps.push(step) - 1 };
  }

  #fold(
    amounts: readonly Amount[],
    combine: (one: number, other: number) => number,
    start: number,
  ): [number, readonly Slot[]] {
    let constant = start;
    const open: Slot[] = [];
    for (const amount of amounts) {
      if (typeof amount === 'number') constant = combine(constant, amount);
      else open.push(amount);
    }
    return [constant, open];
  }
}

const CONSTANT: Evaluation = { slots: [], violation: undefined };

export function readAmount(amount: Amount, slots: readonly number[]): number {
  return typeof amount === 'number' ? amount : (slots[amount.slot] ?? MAX_COST);
}

/** Equal for amounts that are equal for all requests. */
export function amountKey(amount: Amount): string {
  return typeof amount === 'number' ? String(amount) : `$${amount.slot}`;
}

export function addCosts(one: number, other: number): number {
  return Math.min(one + other, MAX_COST);
}

export function multiplyCosts(one: number, other: number): number {
  return Math.min(one * other, MAX_COST);
}
