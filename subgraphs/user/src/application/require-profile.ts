import { ErrorCode, refuse } from '@techally/subgraph-kit';

/**
 * What a store found, or a refusal when the account has no profile: it was deleted a moment ago, while its access
 * token is still good, or it was registered a moment ago.
 */
export function requireProfile<Result>(found: Result | null): Result {
  return (
    found ?? refuse(ErrorCode.INVALID_STATE, 'There is no profile of this account. Try again in a moment.')
  );
}
