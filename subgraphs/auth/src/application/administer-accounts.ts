import type { AuditAction, AuditState } from '@techally/contracts';
import type { Role, Tier } from '@techally/identity';
import { ErrorCode, refuse } from '@techally/subgraph-kit';
import type { AuditActor } from '@techally/subgraph-kit';
import type { Account } from '../domain/account.js';
import { claimsValidFrom } from '../domain/account.js';
import type { AccountChange, AccountStore } from '../ports/account-store.js';
import { auditEntryOf } from './audit-entry-of.js';
import type { TokenRevocation } from './token-revocation.js';

/** Whose account is changed. */
export interface ChangedAccount {
  readonly userId: string;
  /** The version that the change was made from; null changes whatever there is. */
  readonly version: number | null;
}

/**
 * Changes of other people's accounts by an administrator. Each is written to the audit log and makes the access tokens
 * with the old claims void at once; a change to what is already so does nothing. Each refuses with `NOT_FOUND`,
 * `VERSION_CONFLICT`, or `INVALID_STATE` (an administrator does not demote or lock himself).
 */
export interface AccountAdministration {
  setRole(actor: AuditActor, input: ChangedAccount & { readonly role: Role }): Promise<Account>;
  setTier(actor: AuditActor, input: ChangedAccount & { readonly tier: Tier }): Promise<Account>;
  /** Locking also ends all sessions. */
  setLocked(actor: AuditActor, input: ChangedAccount & { readonly locked: boolean }): Promise<Account>;
}

export interface AccountAdministrationDependencies {
  readonly accounts: AccountStore;
  readonly revocation: TokenRevocation;
  readonly now: () => Date;
}

/** One kind of change. */
interface Step {
  readonly action: AuditAction;
  /** The property that changes, as the audit log shows it. */
  readonly stateOf: (account: Account) => AuditState;
  readonly after: AuditState;
  readonly set: (at: Date) => Partial<Account>;
  readonly endsSessions: boolean;
}

export function createAccountAdministration({
  accounts,
  revocation,
  now,
}: AccountAdministrationDependencies): AccountAdministration {
  async function apply(actor: AuditActor, { userId, version }: ChangedAccount, step: Step): Promise<Account> {
    const account = await accounts.change(userId, (present): AccountChange | null => {
      if (present.deletedAt !== null) refuse(ErrorCode.NOT_FOUND, 'There is no such account.', 'userId');
      if (version !== null && version !== present.version) {
        refuse(ErrorCode.VERSION_CONFLICT, 'Somebody changed the account since you read it.', 'version');
      }
      const before = step.stateOf(present);
      if (Object.entries(step.after).every(([property, value]) => before[property] === value)) return null;
      const at = now();
      const validFrom = claimsValidFrom(at);
      return {
        set: { ...step.set(at), claimsValidFrom: validFrom },
        countVersion: true,
        audit: auditEntryOf(actor, {
          action: step.action,
          targetId: userId,
          before,
          after: step.after,
          at,
        }),
        ...(step.endsSessions ? { endSessions: { reason: 'LOCKED', at } } : {}),
        beforeCommit: () => revocation.claims(userId, validFrom),
      };
    });
    return account ?? refuse(ErrorCode.NOT_FOUND, 'There is no such account.', 'userId');
  }

  return {
    async setRole(actor, { role, ...input }) {
      if (input.userId === actor.userId && role !== 'ADMIN') {
        refuse(ErrorCode.INVALID_STATE, 'You cannot demote yourself; another administrator can.', 'role');
      }
      const stateOf = (account: Account) => ({ role: account.role });
      return apply(actor, input, {
        action: 'SET_USER_ROLE',
        stateOf,
        after: { role },
        set: () => ({ role }),
        endsSessions: false,
      });
    },

    async setTier(actor, { tier, ...input }) {
      const stateOf = (account: Account) => ({ tier: account.tier });
      return apply(actor, input, {
        action: 'SET_USER_TIER',
        stateOf,
        after: { tier },
        set: () => ({ tier }),
        endsSessions: false,
      });
    },

    async setLocked(actor, { locked, ...input }) {
      if (input.userId === actor.userId && locked) {
        refuse(ErrorCode.INVALID_STATE, 'You cannot lock yourself; another administrator can.', 'locked');
      }
      return apply(actor, input, {
        action: locked ? 'LOCK_USER' : 'UNLOCK_USER',
        stateOf: (account) => ({ locked: account.lockedAt !== null }),
        after: { locked },
        set: (at) => ({ lockedAt: locked ? at : null }),
        endsSessions: locked,
      });
    },
  };
}
