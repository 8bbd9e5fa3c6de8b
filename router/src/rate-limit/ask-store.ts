import { ClientError } from '../errors/client-error.js';

/**
 * Asks a store and decides by what it says, at once where it answers at once.
 *
 * @param decide Throws when the request may not go on.
 * @returns `undefined` when it has been decided.
 * @throws {ClientError} Thrown, or rejected with: that of `decide`, and `SERVICE_UNAVAILABLE` when the store is away: then
 * the request is refused, but not for having asked too much.
 */
export function askStore<Verdict extends object>(
  ask: () => Verdict | Promise<Verdict>,
  decide: (verdict: Verdict) => void,
): Promise<void> | undefined {
  const verdict = ask();
  if (verdict instanceof Promise) return verdict.then(decide, refuseAsAway);
  decide(verdict);
  return undefined;
}

function refuseAsAway(cause: unknown): never {
  throw new ClientError('SERVICE_UNAVAILABLE', { headers: { 'retry-after': '1' }, cause });
}
