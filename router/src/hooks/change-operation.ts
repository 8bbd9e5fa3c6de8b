import type { ClientOperation } from '../pipeline/read-client-operation.js';
import { callHook } from './call-hook.js';
import type { HookContext } from './hook-context.js';
import type { OperationHookArgument, RouterHooks } from './router-hooks.js';

/** A client's operation with the text of its document, which may have been persisted. */
export interface FoundOperation {
  readonly asked: ClientOperation;
  readonly source: string;
}

/** @throws {ClientError} Rejects when the hook refuses the operation, or fails. */
export type ChangeOperation = (found: FoundOperation, context: HookContext) => Promise<FoundOperation>;

/** Lets `onOperation` see what is asked before anything is looked up for it; `undefined` where there is no such hook. */
export function createChangeOperation({ onOperation }: RouterHooks): ChangeOperation | undefined {
  if (onOperation === undefined) return undefined;
  return async ({ asked, source }, context) => {
    const { variables = {}, operationName } = asked;
    const argument: OperationHookArgument = { query: source, variables, operationName, context };
    await callHook(onOperation, argument);
    return {
      asked: { ...asked, variables: argument.variables, operationName: argument.operationName },
      source: argument.query,
    };
  };
}
