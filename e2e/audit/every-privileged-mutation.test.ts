import { AUDIT_ACTIONS } from '@techally/contracts';
import type { AuditLogQuery } from '@techally/client-admin';
import { AuditLogDocument } from '@techally/client-admin';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestAccount, TestStack } from '../harness/start-test-stack.js';
import { startTestStack } from '../harness/start-test-stack.js';
import type { Done } from './administrators-work.js';
import { doAdministratorsWork } from './administrators-work.js';
import { privilegedMutations } from './privileged-mutations.js';

let stack: TestStack;
let admin: TestAccount;
let done: readonly Done[];
let entries: readonly AuditLogQuery['auditLog']['edges'][number]['node'][];

beforeAll(async () => {
  stack = await startTestStack();
  admin = await stack.admin();
  done = await doAdministratorsWork(stack, admin);
  await stack.settled();
  const { auditLog } = await admin.client.request(AuditLogDocument, { first: 100 });
  entries = auditLog.edges.map(({ node }) => node);
}, 120_000);
afterAll(() => stack.stop());

describe('the audit log', () => {
  it('is tested with every mutation that needs a scope, and with every action that there is', () => {
    // Revoking a token is everybody's; it is privileged when the token is somebody else's.
    expect(new Set(done.map(({ mutation }) => mutation))).toEqual(
      new Set([...privilegedMutations(), 'revokeToken']),
    );
    expect(new Set(done.map(({ action }) => action))).toEqual(new Set(Object.keys(AUDIT_ACTIONS)));
  });

  it('has one entry for each of them, and no other', () => {
    const short = ({ action, targetId }: { readonly action: string; readonly targetId: string }) =>
      `${action} ${targetId}`;
    expect(entries.map(short).sort()).toEqual(done.map(short).sort());
  });

  it('says of each who did it, by which request, when, and what was different', () => {
    for (const { action, actor, requestId, at, before, after } of entries) {
      expect(actor, action).toEqual({ id: admin.id, email: admin.email });
      expect(requestId, action).toEqual(expect.stringMatching(/./));
      expect(Date.now() - Date.parse(at), action).toBeLessThan(120_000);
      expect(before ?? after, action).not.toBeNull();
    }
    expect(new Set(entries.map(({ requestId }) => requestId)).size).toBe(entries.length);
  });
});
