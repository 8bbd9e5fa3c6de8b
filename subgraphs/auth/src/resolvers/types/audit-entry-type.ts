import type { JsonObject } from '@techally/subgraph-kit';
import { connectionType, GraphQLJSONObject } from '@techally/subgraph-kit';
import { Field, GraphQLISODateTime, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { AuditAction } from '../../domain/audit-entry.js';

export const AuditActionType = {
  SET_USER_ROLE: 'SET_USER_ROLE',
  SET_USER_TIER: 'SET_USER_TIER',
  LOCK_USER: 'LOCK_USER',
  UNLOCK_USER: 'UNLOCK_USER',
  CREATE_API_KEY: 'CREATE_API_KEY',
  REVOKE_API_KEY: 'REVOKE_API_KEY',
  REVOKE_TOKEN: 'REVOKE_TOKEN',
} as const satisfies { readonly [Action in AuditAction]: Action };

registerEnumType(AuditActionType, {
  name: 'AuditAction',
  description: 'What an administrator did.',
  valuesConfig: {
    SET_USER_ROLE: { description: 'Gave an account another role.' },
    SET_USER_TIER: { description: 'Gave an account another tier.' },
    LOCK_USER: { description: 'Locked an account.' },
    UNLOCK_USER: { description: 'Unlocked an account.' },
    CREATE_API_KEY: { description: 'Made an API key.' },
    REVOKE_API_KEY: { description: 'Revoked an API key.' },
    REVOKE_TOKEN: { description: "Revoked a token of somebody else's." },
  },
});

@ObjectType('AuditEntry', { description: 'Something that an administrator did. Entries are never changed.' })
export class AuditEntryType {
  @Field(() => ID, { description: 'The UUID of the entry.' })
  id: string;

  @Field(() => AuditActionType, { description: 'What was done.' })
  action: AuditAction;

  @Field(() => String, {
    description: 'The kind of thing that it was done to: "User", "ApiKey" or "Session".',
  })
  targetType: string;

  @Field(() => ID, { description: 'The UUID of that thing.' })
  targetId: string;

  @Field(() => GraphQLJSONObject, {
    nullable: true,
    description: 'What changed, as it was before; null where there was nothing.',
  })
  before: JsonObject | null;

  @Field(() => GraphQLJSONObject, {
    nullable: true,
    description: 'What changed, as it was after; null where nothing is left.',
  })
  after: JsonObject | null;

  @Field(() => String, {
    nullable: true,
    description: "The administrator's network address, if it is known.",
  })
  address: string | null;

  @Field(() => GraphQLISODateTime, { description: 'When it was done.' })
  at: Date;

  // Resolved by AuditResolver.
  actorId: string;
}

export const AuditConnection = connectionType(() => AuditEntryType, {
  name: 'AuditEntry',
  items: 'audit entries',
});
