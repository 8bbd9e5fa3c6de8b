import type { OnPlan } from '../engine/engine-options.js';
import { callHook } from './call-hook.js';
import type { RouterHooks } from './router-hooks.js';

/** Lets `onPlan` see plans before they are executed; `undefined` where there is no such hook. */
export function createOnPlan({ onPlan }: RouterHooks): OnPlan | undefined {
  if (onPlan === undefined) return undefined;
  return async (plan, operation, { hookContext: context }) => {
    if (context === undefined) return;
    try {
      await callHook(onPlan, {
        operationName: operation.name?.value,
        operationKind: operation.operation,
        plan,
        context,
      });
    } catch (error) {
      context.fail(error);
      throw error;
    }
  };
}
