import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { idField } from '../fields/id.js';
import { AUDIT_ACTIONS } from '../fields/audit-actions.js';
import type { AuditAction } from '../fields/audit-actions.js';

type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** The part of a thing that changed, as it was before or after; no secrets. */
export type AuditState = { readonly [property: string]: JsonValue };

const stateField: z.ZodType<AuditState> = z.record(z.string(), z.json());

/**
 * Sent by every service with each change that an administrator makes, in the transaction of that change. The auth service
 * keeps it in the audit log. The message's id is the entry's.
 */
export const AuditRecorded = defineMessage({
  type: 'AuditRecorded',
  version: 1,
  kind: 'event',
  data: z.object({
    /** The administrator. */
    actorId: idField,
    action: z.enum(Object.keys(AUDIT_ACTIONS) as [AuditAction, ...AuditAction[]]),
    /** The id of what it was done to; of which kind that is, the action says. */
    targetId: z.string().min(1).max(100),
    /** What was different before; null when there was nothing. */
    before: stateField.nullable(),
    /** The same, after; null when nothing is left. */
    after: stateField.nullable(),
    /** The administrator's network address. */
    address: z.string().max(64).nullable(),
    /** The id of the HTTP request, as logs and traces have it. */
    requestId: z.string().max(128).nullable(),
    at: z.iso.datetime(),
  }),
});
