import { ErrorCode, refuse } from '@techally/subgraph-kit';
import { claimsValidFrom, deletedEmail } from '../domain/account.js';
import type { AccountChange, AccountStore } from '../ports/account-store.js';
import { userDeleted } from './account-messages.js';
import type { CredentialCheck, Credentials } from './credential-check.js';
import type { TokenRevocation } from './token-revocation.js';

/**
 * Deletes an account for good: nothing that names the person stays, its sessions and keys end, and the other domains are
 * told. Refuses with `INVALID_CREDENTIALS` or `TOO_MANY_ATTEMPTS`, and with `INVALID_STATE` for an administrator, who has to
 * be demoted by another one first, so that the shop never stands without one by accident.
 * @returns the id of the account that was
 */
export type AccountDeletion = (input: Credentials & { readonly userId: string }) => Promise<string>;

export interface AccountDeletionDependencies {
  readonly accounts: AccountStore;
  readonly credentials: CredentialCheck;
  readonly revocation: TokenRevocation;
  readonly now: () => Date;
  /** Called after a commit that wrote messages. */
  readonly wakeOutbox: () => void;
}

export function createAccountDeletion(dependencies: AccountDeletionDependencies): AccountDeletion {
  const { accounts, credentials, revocation, now, wakeOutbox } = dependencies;
  return async ({ userId: id, ...input }) => {
    const verified = await credentials(input);
    if (verified?.id !== id) refuse(ErrorCode.INVALID_CREDENTIALS, 'The password is wrong.', 'password');
    await accounts.change(id, (present): AccountChange | null => {
      if (present.deletedAt !== null) return null;
      if (present.role === 'ADMIN')
        refuse(ErrorCode.INVALID_STATE, 'An administrator has to be demoted by another one first.');
      const at = now();
      const validFrom = claimsValidFrom(at);
      return {
        set: {
          email: deletedEmail(id),
          firstName: null,
          passwordHash: null,
          emailVerifiedAt: null,
          deletedAt: at,
          claimsValidFrom: validFrom,
        },
        countVersion: true,
        voidTokens: ['VERIFY_EMAIL', 'RESET_PASSWORD'],
        endSessions: { reason: 'DELETED', at },
        forgetDevices: true,
        revokeApiKeysAt: at,
        messages: [userDeleted(id)],
        beforeCommit: () => revocation.claims(id, validFrom),
      };
    });
    wakeOutbox();
    return id;
  };
}
