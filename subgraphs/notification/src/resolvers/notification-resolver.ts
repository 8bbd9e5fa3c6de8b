import { ConnectionArgs, pageRequest, requireUser, toConnection } from '@techally/subgraph-kit';
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { NotificationManagement } from '../application/manage-notifications.js';
import type { Notification } from '../domain/notification.js';
import type { NotificationFilter, NotificationStore } from '../ports/notification-store.js';
import { NOTIFICATION_ORDER } from '../ports/notification-store.js';
import { MarkNotificationReadInput, NotificationFilterInput } from './inputs/notification-inputs.js';
import type { NotificationContext } from './notification-context.js';
import { MarkNotificationReadPayload } from './payloads/notification-payloads.js';
import { showNotification } from './show.js';
import type { NotificationPageOfUser } from './types/notification-type.js';
import { NotificationConnection, NotificationType } from './types/notification-type.js';
import { OrderReference } from './types/reference-types.js';

/** What customers see and do. */
@Resolver(() => NotificationType)
export class NotificationResolver {
  constructor(
    private readonly store: NotificationStore,
    private readonly management: NotificationManagement,
  ) {}

  @Query(() => NotificationConnection, { description: 'Your notifications, the newest first.' })
  async notifications(
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => NotificationFilterInput, { nullable: true }) input: NotificationFilterInput | null,
    @Ctx() context: NotificationContext,
  ): Promise<NotificationPageOfUser> {
    const { userId } = requireUser(context);
    const page = pageRequest(args);
    const own: NotificationFilter = { userId, written: true };
    const filter: NotificationFilter = { ...own, ...(input?.unreadOnly ? { unread: true } : {}) };
    const { store } = this;
    const connection = toConnection({
      rows: await store.page(filter, page),
      page,
      order: NOTIFICATION_ORDER,
      cursorOf: ({ createdAt, id }) => [createdAt.toISOString(), id],
      nodeOf: requireWritten,
      totalCount: () => store.count(filter),
    });
    return Object.defineProperty(connection, 'unreadCount', {
      get: () => store.count({ ...own, unread: true }),
      enumerable: true,
    }) as NotificationPageOfUser;
  }

  @FieldResolver(() => OrderReference, {
    nullable: true,
    description: 'The order that it is about, if it is about one.',
  })
  order(@Root() { orderId }: NotificationType): OrderReference | null {
    return orderId === null ? null : { id: orderId };
  }

  @Mutation(() => MarkNotificationReadPayload, {
    description: 'Marks one of your notifications as read; the first time counts.',
  })
  async markNotificationRead(
    @Arg('input', () => MarkNotificationReadInput) { id }: MarkNotificationReadInput,
    @Ctx() context: NotificationContext,
  ) {
    const notification = await this.management.markRead({ id, userId: requireUser(context).userId });
    return { notification: requireWritten(notification), userErrors: [] };
  }
}

function requireWritten(notification: Notification): NotificationType {
  const shown = showNotification(notification);
  if (shown === null) throw new Error(`Notification ${notification.id} has no text.`);
  return shown;
}
