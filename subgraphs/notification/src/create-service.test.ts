import { randomUUID } from 'node:crypto';
import type { Identity } from '@techally/identity';
import { ANONYMOUS } from '@techally/identity';
import { encodeCursor } from '@techally/subgraph-kit';
import type { StringValueNode } from 'graphql';
import { parse, visit } from 'graphql';
import { describe, expect } from 'vitest';
import { MASK } from './domain/render-template.js';
import { examplePerson } from './testing/example-messages.js';
import type { Page } from './testing/operations.js';
import {
  ALL_NOTIFICATIONS,
  DEAD_LETTERS,
  DISCARD,
  ENTITIES,
  MARK_READ,
  NOTIFICATIONS,
  REDRIVE,
  RESEND,
  TEMPLATES,
} from './testing/operations.js';
import type { SubgraphFixture } from './testing/subgraph-fixture.js';
import { identityOf } from './testing/subgraph-fixture.js';
import { subgraphTest as it } from './testing/subgraph-test.js';

describe('the notification subgraph for customers', () => {
  const listOf = async (
    fixture: SubgraphFixture,
    identity: Identity,
    variables?: Record<string, unknown>,
  ) => {
    type Answer = { notifications: Page<{ template: string }> & { unreadCount: number } };
    return (await fixture.data<Answer>(identity, NOTIFICATIONS, variables)).notifications;
  };

  it('shows everybody their own notifications, the newest first', async ({ fixture, ann }) => {
    const { edges, totalCount, unreadCount } = await listOf(fixture, ann.identity);
    expect(edges.map(({ node }) => node.template)).toEqual([
      'order-confirmed',
      'email-verification',
      'welcome',
    ]);
    expect(edges[0]?.node).toMatchObject({
      channel: 'EMAIL',
      subject: 'Your order TA-7 is confirmed',
      status: 'SENT',
      read: false,
      readAt: null,
      order: { id: ann.orderId },
    });
    expect(edges[2]?.node).toMatchObject({ order: null });
    expect([totalCount, unreadCount]).toEqual([3, 3]);
    expect(await listOf(fixture, identityOf(examplePerson()))).toMatchObject({
      edges: [],
      totalCount: 0,
      unreadCount: 0,
    });
  });

  it('pages through them without leaving one out', async ({ fixture, ann }) => {
    const first = await listOf(fixture, ann.identity, { first: 2 });
    expect(first.pageInfo.hasNextPage).toBe(true);
    const rest = await listOf(fixture, ann.identity, { first: 2, after: first.pageInfo.endCursor });
    expect(rest.pageInfo.hasNextPage).toBe(false);
    expect([...first.edges, ...rest.edges].map(({ node }) => node.template)).toEqual([
      'order-confirmed',
      'email-verification',
      'welcome',
    ]);
    const last = await fixture.data<{ notifications: Page<{ template: string }> }>(
      ann.identity,
      'query ($before: String) { notifications(last: 1, before: $before) { edges { cursor node { template } } pageInfo { hasNextPage endCursor } } }',
      { before: rest.edges[0]?.cursor },
    );
    expect(last.notifications.edges.map(({ node }) => node.template)).toEqual(['email-verification']);
  });

  it('refuses page sizes and cursors that make no sense, forged ones included', async ({ fixture, ann }) => {
    expect(await fixture.codes(ann.identity, NOTIFICATIONS, { first: 0 })).toEqual(['BAD_USER_INPUT']);
    expect(await fixture.codes(ann.identity, NOTIFICATIONS, { first: 101 })).toEqual(['BAD_USER_INPUT']);
    for (const after of [
      'nonsense',
      encodeCursor('NOTIFICATIONS_NEWEST', ['yesterday', 'x']),
      encodeCursor('OTHER', ['a', 'b']),
    ]) {
      expect(await fixture.codes(ann.identity, NOTIFICATIONS, { after })).toEqual(['BAD_USER_INPUT']);
    }
  });

  it('marks one as read, and keeps the time of the first', async ({ fixture, ann }) => {
    const id = await fixture.idOf(ann.userId, 'welcome');
    const first = await fixture.data<{ markNotificationRead: { notification: { readAt: string } } }>(
      ann.identity,
      MARK_READ,
      { id: id.toUpperCase() },
    );
    expect(first.markNotificationRead).toMatchObject({ notification: { id, read: true }, userErrors: [] });
    const second = await fixture.data<typeof first>(ann.identity, MARK_READ, { id });
    expect(second).toEqual(first);
    const unread = await listOf(fixture, ann.identity, { filter: { unreadOnly: true } });
    expect(unread.edges.map(({ node }) => node.template)).toEqual(['order-confirmed', 'email-verification']);
    expect([unread.totalCount, unread.unreadCount]).toEqual([2, 2]);
    expect(await listOf(fixture, ann.identity)).toMatchObject({ totalCount: 3, unreadCount: 2 });
  });

  it('finds no notification of others to mark, administrators included', async ({ fixture, ann, admin }) => {
    const id = await fixture.idOf(ann.userId, 'welcome');
    for (const [identity, each] of [
      [identityOf(examplePerson()), id],
      [admin, id],
      [ann.identity, randomUUID()],
    ] as const) {
      expect(await fixture.data(identity, MARK_READ, { id: each })).toEqual({
        markNotificationRead: {
          notification: null,
          userErrors: [
            { field: ['input', 'id'], message: 'There is no such notification.', code: 'NOT_FOUND' },
          ],
        },
      });
    }
    expect(await fixture.data(ann.identity, MARK_READ, { id: 'x' })).toMatchObject({
      markNotificationRead: { userErrors: [{ code: 'INVALID_INPUT' }] },
    });
    expect(await listOf(fixture, ann.identity)).toMatchObject({ unreadCount: 3 });
  });

  it('resolves a notification by its id for its recipient, administrators and services only', async ({
    fixture,
    ann,
    admin,
  }) => {
    const id = await fixture.idOf(ann.userId, 'email-verification');
    const representations = [
      { __typename: 'Notification', id },
      { __typename: 'Notification', id: randomUUID() },
      { __typename: 'Notification', id: 'x' },
    ];
    const body = expect.stringContaining(`token=${MASK}`) as string;
    for (const identity of [ann.identity, admin, { kind: 'service', service: 'order' } as const]) {
      expect(await fixture.data(identity, ENTITIES, { representations })).toEqual({
        _entities: [{ id, body }, null, null],
      });
    }
    for (const identity of [identityOf(examplePerson()), ANONYMOUS]) {
      expect(await fixture.data(identity, ENTITIES, { representations })).toEqual({
        _entities: [null, null, null],
      });
    }
  });

  it('is closed to who is not signed in, and its administration to who is no administrator', async ({
    fixture,
    ann,
  }) => {
    const id = await fixture.idOf(ann.userId, 'welcome');
    const administration = [ALL_NOTIFICATIONS, DEAD_LETTERS, TEMPLATES, RESEND, REDRIVE, DISCARD];
    for (const query of [NOTIFICATIONS, MARK_READ, ...administration])
      expect(await fixture.codes(ANONYMOUS, query, { id })).toEqual(['UNAUTHENTICATED']);
    for (const query of administration)
      expect(await fixture.codes(ann.identity, query, { id })).toEqual(['FORBIDDEN']);
    const { errors } = await fixture.harness.service.subgraph.execute({
      query: NOTIFICATIONS,
      headers: {},
    });
    expect(errors?.[0]?.extensions).toEqual({ code: 'IDENTITY_HEADER_INVALID' });
  });

  it('describes every type, field and enum value of its own in the schema', ({ fixture }) => {
    const document = parse(fixture.harness.service.subgraph.sdl);
    const silent: string[] = [];
    const check = (node: {
      readonly name: { readonly value: string };
      readonly description?: StringValueNode | undefined;
    }) => {
      if (node.description === undefined) silent.push(node.name.value);
    };
    visit(document, {
      ObjectTypeDefinition: (node) => {
        if (!['Query', 'Mutation'].includes(node.name.value)) check(node);
        node.fields?.forEach(check);
      },
      InputObjectTypeDefinition: (node) => {
        check(node);
        node.fields?.forEach(check);
      },
      EnumTypeDefinition: (node) => {
        check(node);
        node.values?.forEach(check);
      },
    });
    expect(silent).toEqual([]);
  });
});
