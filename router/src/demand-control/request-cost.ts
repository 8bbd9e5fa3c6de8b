import type { GraphQLFormattedError } from 'graphql';
import type { ExecutionAnswer, OnData, PreparedOperation } from '../engine/engine.js';
import type { OperationContext } from '../pipeline/operation-context.js';
import { ROUTER_ERRORS } from '../errors/router-errors.js';
import type { CostEstimate } from './compile-cost.js';

export type CostResult =
  'COST_OK' | 'COST_ESTIMATED_TOO_EXPENSIVE' | 'COST_ACTUAL_TOO_EXPENSIVE' | 'COST_SLICING_ARGUMENT_REQUIRED';

export interface RequestCostOptions {
  readonly estimate: CostEstimate;
  /** The estimate of what was executed: it can be less than what was asked for. */
  readonly estimateOf: (executed: PreparedOperation) => CostEstimate | undefined;
  readonly max: number;
  /** What the estimate says, where it does not lead to a refusal. */
  readonly result: CostResult;
  /** What becomes of an answer that cost too much. */
  readonly onTooExpensive: 'tell' | 'log' | 'replace';
  readonly exposeHeaders: boolean;
}

/** What one execution costs: before it the estimate, after it also what the data cost. */
export class RequestCost {
  readonly estimated: number;
  readonly max: number;
  #actual: number | undefined;
  #result: CostResult;

  constructor(private readonly options: RequestCostOptions) {
    this.estimated = options.estimate.cost;
    this.max = options.max;
    this.#result = options.result;
  }

  /** What the data cost; `undefined` before they are there, and when nothing was executed. */
  get actual(): number | undefined {
    return this.#actual;
  }

  /** Counts what data cost. It can be handed on by itself. */
  readonly onData: OnData = (data, executed) => {
    this.#actual = this.options.estimateOf(executed)?.countActual(data);
    if (this.#actual !== undefined && this.#actual > this.max && this.#result === 'COST_OK') {
      this.#result = 'COST_ACTUAL_TOO_EXPENSIVE';
    }
  };

  /**
   * The answer with what the client is told about the cost.
   * @param asked Whether the client is told in `extensions`.
   * @param context Where it is logged when it was too much.
   */
  complete(
    answer: ExecutionAnswer,
    { asked, context }: { asked: boolean; context: Pick<OperationContext, 'logger'> },
  ): ExecutionAnswer {
    const isTooExpensive = this.#actual !== undefined && this.#actual > this.max;
    const { exposeHeaders, onTooExpensive } = this.options;
    if (isTooExpensive && onTooExpensive !== 'tell') {
      const costs = { estimated: this.estimated, actual: this.#actual, max: this.max };
      context.logger.warn(costs, 'an operation cost too much');
    }
    const isReplaced = isTooExpensive && onTooExpensive === 'replace';
    if (!isReplaced && !asked && !exposeHeaders) return answer;
    const { data, isEmpty, errors, headers = [], extensions } = answer;
    // The copy alone holds the text; see `composeAnswer`.
    answer.data = undefined;
    return {
      ...(isReplaced
        ? { data: undefined, isEmpty: true, errors: [this.#error()] }
        : { data, isEmpty, errors }),
      headers: exposeHeaders ? [...headers, ...this.headers()] : headers,
      extensions: asked ? { ...extensions, cost: this.toExtension() } : extensions,
    };
  }

  /** Names and values in turn. */
  headers(): readonly string[] {
    const headers = ['x-cost-estimated', String(this.estimated)];
    return this.#actual === undefined ? headers : [...headers, 'x-cost-actual', String(this.#actual)];
  }

  toExtension(): Readonly<Record<string, unknown>> {
    return {
      estimated: this.estimated,
      actual: this.#actual ?? null,
      max: this.max,
      strategy: 'static_estimated',
      result: this.#result,
    };
  }

  #error(): GraphQLFormattedError {
    const code = 'COST_ACTUAL_TOO_EXPENSIVE';
    return {
      message: ROUTER_ERRORS[code].message,
      extensions: { code, cost: this.#actual ?? null, maxCost: this.max },
    };
  }
}
