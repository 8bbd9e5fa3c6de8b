import type { Connection } from '@techally/subgraph-kit';
import { auditActor, ConnectionArgs, isUuid, pageRequest, toConnection } from '@techally/subgraph-kit';
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { AccountAdministration } from '../application/administer-accounts.js';
import { AUDIT_ORDER } from '../ports/audit-log.js';
import type { AuditFilter, AuditLog } from '../ports/audit-log.js';
import type { AuthContext } from './auth-context.js';
import {
  AuditFilterInput,
  LockUserInput,
  SetUserRoleInput,
  SetUserTierInput,
} from './inputs/administration-inputs.js';
import { LockUserPayload, SetUserRolePayload, SetUserTierPayload } from './payloads/account-payloads.js';
import { showAuditEntry, showUser } from './show.js';
import { AuditConnection, AuditEntryType } from './types/audit-entry-type.js';
import { UserType } from './types/user-type.js';

@Resolver(() => AuditEntryType)
export class AdministrationResolver {
  constructor(
    private readonly administration: AccountAdministration,
    private readonly entries: AuditLog,
  ) {}

  @Query(() => AuditConnection, {
    description: 'What administrators did, in any service, newest first. For administrators.',
  })
  async auditLog(
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => AuditFilterInput, { nullable: true }) input: AuditFilterInput | null,
  ): Promise<Connection<AuditEntryType>> {
    const page = pageRequest(args);
    const filter = auditFilter(input ?? {});
    return toConnection({
      rows: await this.entries.page(filter, page),
      page,
      order: AUDIT_ORDER,
      cursorOf: (entry) => [entry.at.toISOString(), entry.id],
      nodeOf: showAuditEntry,
      totalCount: () => this.entries.count(filter),
    });
  }

  @FieldResolver(() => UserType, { nullable: true, description: 'The administrator who did it.' })
  async actor(
    @Root() { actorId }: AuditEntryType,
    @Ctx() { loaders }: AuthContext,
  ): Promise<UserType | null> {
    const account = await loaders.account.load(actorId);
    return account && showUser(account);
  }

  @Mutation(() => SetUserRolePayload, {
    description: 'Gives an account another role, at once. For administrators.',
  })
  async setUserRole(
    @Arg('input', () => SetUserRoleInput) { userId, role, version }: SetUserRoleInput,
    @Ctx() context: AuthContext,
  ) {
    const user = await this.administration.setRole(auditActor(context), {
      userId: userId.toLowerCase(),
      role,
      version: version ?? null,
    });
    return { user: showUser(user), userErrors: [] };
  }

  @Mutation(() => SetUserTierPayload, {
    description: 'Gives an account another tier, at once. For administrators.',
  })
  async setUserTier(
    @Arg('input', () => SetUserTierInput) { userId, tier, version }: SetUserTierInput,
    @Ctx() context: AuthContext,
  ) {
    const user = await this.administration.setTier(auditActor(context), {
      userId: userId.toLowerCase(),
      tier,
      version: version ?? null,
    });
    return { user: showUser(user), userErrors: [] };
  }

  @Mutation(() => LockUserPayload, {
    description: 'Locks an account and ends its sessions at once, or unlocks it. For administrators.',
  })
  async lockUser(
    @Arg('input', () => LockUserInput) { userId, locked, version }: LockUserInput,
    @Ctx() context: AuthContext,
  ) {
    const user = await this.administration.setLocked(auditActor(context), {
      userId: userId.toLowerCase(),
      locked,
      version: version ?? null,
    });
    return { user: showUser(user), userErrors: [] };
  }
}

/** Reads the filter of a query; `null` fields narrow nothing. */
function auditFilter({ targetId, ...input }: AuditFilterInput): AuditFilter {
  return {
    ...Object.fromEntries(Object.entries(input).filter(([, value]) => value != null)),
    ...(targetId == null ? {} : { targetId: isUuid(targetId) ? targetId.toLowerCase() : targetId }),
  };
}
