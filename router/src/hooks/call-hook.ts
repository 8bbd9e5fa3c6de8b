import { ClientError } from '../errors/client-error.js';

/**
 * Calls a hook.
 *
 * @returns A promise only where the hook returns one.
 * @throws {ClientError} Thrown (or rejected with) when the hook throws: its own `ClientError`, or `HOOK_FAILED`.
 */
export function callHook<T, R>(hook: (argument: T) => R | Promise<R>, argument: T): R | Promise<R> {
  try {
    const result = hook(argument);
    return isPromise(result) ? result.catch(refuse) : result;
  } catch (error) {
    return refuse(error);
  }
}

function refuse(error: unknown): never {
  throw error instanceof ClientError ? error : new ClientError('HOOK_FAILED', { cause: error });
}

/** Promises of other realms and libraries are promises, too. */
function isPromise<R>(result: R | Promise<R>): result is Promise<R> {
  return typeof (result as { readonly catch?: unknown } | null | undefined)?.catch === 'function';
}
