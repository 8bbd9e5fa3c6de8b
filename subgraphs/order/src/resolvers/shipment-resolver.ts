import { auditActor, maySee } from '@techally/subgraph-kit';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { ShipmentManagement } from '../application/manage-shipments.js';
import type { ReturnShipment } from '../application/return-shipment.js';
import { CreateShipmentInput, ReturnShipmentInput, UpdateShipmentInput } from './inputs/shipment-inputs.js';
import type { OrderContext } from './order-context.js';
import {
  CreateShipmentPayload,
  ReturnShipmentPayload,
  UpdateShipmentPayload,
} from './payloads/order-payloads.js';
import { showOrder, showShipment } from './show.js';
import { OrderType } from './types/order-type.js';
import { ShipmentType } from './types/shipment-type.js';

@Resolver(() => ShipmentType)
export class ShipmentResolver {
  constructor(
    private readonly management: ShipmentManagement,
    private readonly takeBack: ReturnShipment,
  ) {}

  @FieldResolver(() => OrderType, { nullable: true, description: 'What is in it.' })
  async order(
    @Root() shipment: ShipmentType,
    @Ctx() { identity, loaders }: OrderContext,
  ): Promise<OrderType | null> {
    const order = await loaders.order.load(shipment.orderId);
    return order !== null && maySee(identity, order.userId, 'orders') ? showOrder(order) : null;
  }

  @Mutation(() => CreateShipmentPayload, {
    description:
      'Reports that the parcel of a CONFIRMED order has left; the order is SHIPPED then. With a carrier that is connected (such ' +
      'as "Sandbox") and no tracking number it is booked there instead: the parcel is PENDING until the carrier has collected ' +
      'it, and what the carrier tells from then on needs no report. For administrators.',
  })
  async createShipment(
    @Arg('input', () => CreateShipmentInput) input: CreateShipmentInput,
    @Ctx() context: OrderContext,
  ) {
    const { idempotencyKey, orderId, carrier } = input;
    const trackingNumber = input.trackingNumber ?? null;
    const shipment = await this.management.ship(auditActor(context), {
      idempotencyKey,
      orderId: orderId.toLowerCase(),
      carrier,
      trackingNumber,
    });
    return { shipment: showShipment(shipment), userErrors: [] };
  }

  @Mutation(() => UpdateShipmentPayload, {
    description:
      'Reports news of a parcel that has left; when it is DELIVERED, so is the order. For administrators.',
  })
  async updateShipment(
    @Arg('input', () => UpdateShipmentInput) input: UpdateShipmentInput,
    @Ctx() context: OrderContext,
  ) {
    const { shipmentId, version, status, trackingNumber } = input;
    const shipment = await this.management.update(auditActor(context), {
      shipmentId: shipmentId.toLowerCase(),
      version,
      ...(status == null ? {} : { status }),
      ...(trackingNumber == null ? {} : { trackingNumber }),
    });
    return { shipment: showShipment(shipment), userErrors: [] };
  }

  @Mutation(() => ReturnShipmentPayload, {
    description:
      'Reports that a parcel that has left came back as a whole: what is left of the payment is refunded, and the order is ' +
      'REFUNDED when that is done. For administrators.',
  })
  async returnShipment(
    @Arg('input', () => ReturnShipmentInput) input: ReturnShipmentInput,
    @Ctx() context: OrderContext,
  ) {
    const { idempotencyKey, shipmentId, version, restock } = input;
    const shipment = await this.takeBack(auditActor(context), {
      idempotencyKey,
      shipmentId: shipmentId.toLowerCase(),
      version,
      restock,
    });
    return { shipment: showShipment(shipment), userErrors: [] };
  }
}
