import type { Connection } from '@techally/subgraph-kit';
import { ConnectionArgs, pageRequest, requireUser, toConnection, uuidArgument } from '@techally/subgraph-kit';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { CancelOrder } from '../application/cancel-order.js';
import type { Checkout } from '../application/checkout.js';
import type { Order } from '../domain/order.js';
import { ORDER_ORDER, type OrderStore } from '../ports/order-store.js';
import { CancelOrderInput, CheckoutInput, OrderFilterInput } from './inputs/order-inputs.js';
import type { OrderContext } from './order-context.js';
import { orderFilter } from './order-filter-of-input.js';
import { CancelOrderPayload, CheckoutPayload } from './payloads/order-payloads.js';
import { showOrder, showOrderItem, showShipment, showTimelineEntry } from './show.js';
import { OrderConnection, OrderItemType, OrderTimelineEntryType, OrderType } from './types/order-type.js';
import { ShipmentType } from './types/shipment-type.js';
import { UserType } from './types/user-type.js';

@Resolver(() => OrderType)
export class OrderResolver {
  constructor(
    private readonly orderStore: OrderStore,
    private readonly placeOrder: Checkout,
    private readonly undoOrder: CancelOrder,
  ) {}

  @Query(() => OrderType, {
    nullable: true,
    description: 'One order of your own; null when you have none of this id.',
  })
  async order(
    @Arg('id', () => ID, { description: 'The UUID of the order.' }) id: string,
    @Ctx() context: OrderContext,
  ): Promise<OrderType | null> {
    const order = await context.loaders.order.load(uuidArgument('id', id));
    return order?.userId === requireUser(context).userId ? showOrder(order) : null;
  }

  @Query(() => OrderConnection, { description: 'All orders, the newest first. For administrators.' })
  async orders(
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => OrderFilterInput, { nullable: true }) input: OrderFilterInput | null,
  ): Promise<Connection<OrderType>> {
    const page = pageRequest(args);
    const filter = orderFilter(input);
    // What cannot be the number of an order finds none.
    if (filter === null) return orderConnection([], page, () => Promise.resolve(0));
    return orderConnection(await this.orderStore.page(filter, page), page, () =>
      this.orderStore.count(filter),
    );
  }

  @FieldResolver(() => [OrderItemType], { description: 'What was bought.' })
  async items(@Root() order: OrderType, @Ctx() { loaders }: OrderContext): Promise<OrderItemType[]> {
    return (await loaders.orderItems.load(order.id)).map(showOrderItem);
  }

  @FieldResolver(() => [OrderTimelineEntryType], { description: 'What happened to it, the oldest first.' })
  async timeline(
    @Root() order: OrderType,
    @Ctx() { loaders }: OrderContext,
  ): Promise<OrderTimelineEntryType[]> {
    return (await loaders.timeline.load(order.id)).map(showTimelineEntry);
  }

  @FieldResolver(() => ShipmentType, { nullable: true, description: 'Its parcel; null until it is paid.' })
  async shipment(@Root() order: OrderType, @Ctx() { loaders }: OrderContext): Promise<ShipmentType | null> {
    const shipment = await loaders.shipmentOfOrder.load(order.id);
    return shipment && showShipment(shipment);
  }

  @FieldResolver(() => UserType, { description: 'Who placed it.' })
  customer(@Root() order: OrderType): UserType {
    return { id: order.userId };
  }

  @Mutation(() => CheckoutPayload, {
    description:
      'Orders what is in the cart, and waits up to two seconds for what becomes of it: the status tells how far it has come. ' +
      'When a price has changed since the cart was filled, it refuses with PRICE_CHANGED and puts the new prices into the ' +
      'cart, so that looking at it again and checking out once more works.',
  })
  async checkout(@Arg('input', () => CheckoutInput) input: CheckoutInput, @Ctx() context: OrderContext) {
    const order = await this.placeOrder({
      userId: requireUser(context).userId,
      idempotencyKey: input.idempotencyKey,
      shippingAddressId: input.shippingAddressId.toLowerCase(),
      paymentMethodToken: input.paymentMethod.token,
      requestId: context.requestId,
    });
    return { order: showOrder(order), userErrors: [] };
  }

  @Mutation(() => CancelOrderPayload, {
    description:
      'Cancels an order of your own that has not been shipped. It is CANCELLED when the money is back and the stock ' +
      'released, for which this waits up to two seconds.',
  })
  async cancelOrder(
    @Arg('input', () => CancelOrderInput) input: CancelOrderInput,
    @Ctx() context: OrderContext,
  ) {
    const order = await this.undoOrder({
      orderId: input.orderId.toLowerCase(),
      userId: requireUser(context).userId,
      idempotencyKey: input.idempotencyKey,
      version: input.version ?? null,
    });
    return { order: showOrder(order), userErrors: [] };
  }
}

/** A page of orders, newest first. */
export function orderConnection(
  rows: readonly Order[],
  page: ReturnType<typeof pageRequest>,
  totalCount: () => Promise<number>,
): Connection<OrderType> {
  return toConnection({
    rows,
    page,
    order: ORDER_ORDER,
    cursorOf: (order) => [order.createdAt.toISOString(), order.id],
    nodeOf: showOrder,
    totalCount,
  });
}
