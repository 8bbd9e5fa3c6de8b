import type { Connection } from '@techally/subgraph-kit';
import { auditActor, ConnectionArgs, pageRequest, toConnection } from '@techally/subgraph-kit';
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { NotificationManagement } from '../application/manage-notifications.js';
import type { NotificationFilter, NotificationStore } from '../ports/notification-store.js';
import { NOTIFICATION_ORDER } from '../ports/notification-store.js';
import { NotificationDeliveryFilterInput, ResendNotificationInput } from './inputs/notification-inputs.js';
import type { NotificationContext } from './notification-context.js';
import { ResendNotificationPayload } from './payloads/notification-payloads.js';
import { showDelivery } from './show.js';
import {
  NotificationDeliveryConnection,
  NotificationDeliveryType,
} from './types/notification-delivery-type.js';
import { OrderReference, UserReference } from './types/reference-types.js';

/** What administrators see and do about deliveries. */
@Resolver(() => NotificationDeliveryType)
export class NotificationDeliveryResolver {
  constructor(
    private readonly store: NotificationStore,
    private readonly management: NotificationManagement,
  ) {}

  @Query(() => NotificationDeliveryConnection, {
    description: 'The notifications of all accounts, the newest first. For administrators.',
  })
  async allNotifications(
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => NotificationDeliveryFilterInput, { nullable: true })
    input: NotificationDeliveryFilterInput | null,
  ): Promise<Connection<NotificationDeliveryType>> {
    const page = pageRequest(args);
    const filter: NotificationFilter = {
      ...(input?.userId == null ? {} : { userId: input.userId }),
      ...(input?.status == null ? {} : { status: input.status }),
      ...(input?.template == null ? {} : { template: input.template }),
    };
    return toConnection({
      rows: await this.store.page(filter, page),
      page,
      order: NOTIFICATION_ORDER,
      cursorOf: ({ createdAt, id }) => [createdAt.toISOString(), id],
      nodeOf: showDelivery,
      totalCount: () => this.store.count(filter),
    });
  }

  @FieldResolver(() => UserReference, {
    nullable: true,
    description: 'The customer who is told; null when it is for the operators.',
  })
  recipient(@Root() { userId }: NotificationDeliveryType): UserReference | null {
    return userId === null ? null : { id: userId };
  }

  @FieldResolver(() => OrderReference, {
    nullable: true,
    description: 'The order that it is about, if it is about one.',
  })
  order(@Root() { orderId }: NotificationDeliveryType): OrderReference | null {
    return orderId === null ? null : { id: orderId };
  }

  @Mutation(() => ResendNotificationPayload, {
    description: 'Sends a notification that was sent or given up once more. For administrators.',
  })
  async resendNotification(
    @Arg('input', () => ResendNotificationInput) input: ResendNotificationInput,
    @Ctx() context: NotificationContext,
  ) {
    const notification = await this.management.resend(auditActor(context), input);
    return { notification: showDelivery(notification), userErrors: [] };
  }
}
