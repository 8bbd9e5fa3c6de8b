import { ClientError } from '../errors/client-error.js';

/** Asks a store; when it is away, the request is refused, but not for having asked too much. */
export function askStore<Verdict>(ask: () => Verdict | Promise<Verdict>): Verdict | Promise<Verdict> {
  const verdict = ask();
  if (!(verdict instanceof Promise)) return verdict;
  return verdict.catch((error: unknown) => {
    throw new ClientError('SERVICE_UNAVAILABLE', { headers: { 'retry-after': '1' }, cause: error });
  });
}
