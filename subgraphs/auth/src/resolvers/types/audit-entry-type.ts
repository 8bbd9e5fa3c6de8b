import { AUDIT_ACTIONS } from '@techally/contracts';
import type { AuditAction } from '@techally/contracts';
import type { JsonObject } from '@techally/subgraph-kit';
import { connectionType, GraphQLJSONObject } from '@techally/subgraph-kit';
import { Field, GraphQLISODateTime, ID, ObjectType, registerEnumType } from 'type-graphql';

const ACTIONS = Object.keys(AUDIT_ACTIONS) as AuditAction[];

export const AuditActionType = Object.fromEntries(ACTIONS.map((action) => [action, action])) as {
  readonly [Action in AuditAction]: Action;
};

registerEnumType(AuditActionType, {
  name: 'AuditAction',
  description: 'What an administrator did.',
  valuesConfig: Object.fromEntries(
    ACTIONS.map((action) => [action, { description: AUDIT_ACTIONS[action].description }]),
  ),
});

@ObjectType('AuditEntry', { description: 'Something that an administrator did. Entries are never changed.' })
export class AuditEntryType {
  @Field(() => ID, { description: 'The UUID of the entry.' })
  id: string;

  @Field(() => AuditActionType, { description: 'What was done.' })
  action: AuditAction;

  @Field(() => String, {
    description: 'The kind of thing that it was done to, such as "User" or "Product".',
  })
  targetType: string;

  @Field(() => ID, { description: 'The id of that thing.' })
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

  @Field(() => String, {
    nullable: true,
    description: 'The id of the request that did it, as in logs; null in entries from before it was kept.',
  })
  requestId: string | null;

  @Field(() => GraphQLISODateTime, { description: 'When it was done.' })
  at: Date;

  // Resolved by AuditResolver.
  actorId: string;
}

export const AuditConnection = connectionType(() => AuditEntryType, {
  name: 'AuditEntry',
  items: 'audit entries',
});
