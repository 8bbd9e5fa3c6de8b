import { money } from '@techally/money';
import { ErrorCode, toMoneyType } from '@techally/subgraph-kit';
import type { CartView } from '../application/manage-cart.js';
import type { CartLine } from '../domain/cart.js';
import type { Order, OrderFailure, OrderItem, TimelineEntry } from '../domain/order.js';
import { orderNumber } from '../domain/order.js';
import { lineTotalCents, subtotalCents } from '../domain/pricing.js';
import type { Saga } from '../domain/saga.js';
import type { Shipment } from '../domain/shipment.js';
import type { ProductSales } from '../ports/sales-report.js';
import type { CartItemType, CartType } from './types/cart-type.js';
import { OrderStatusType, ShipmentStatusType } from './types/order-enums.js';
import type {
  OrderFailureType,
  OrderItemType,
  OrderTimelineEntryType,
  OrderType,
} from './types/order-type.js';
import type { SagaType } from './types/saga-type.js';
import { SagaAwaitsType, SagaStateType } from './types/saga-type.js';
import type { ProductSalesType } from './types/sales-type.js';
import type { ShipmentType } from './types/shipment-type.js';

/** A cart as the graph shows it. */
export function showCart({ token, lines }: CartView): CartType {
  return {
    token,
    items: lines.map(showCartLine),
    itemCount: lines.reduce((sum, line) => sum + line.quantity, 0),
    total: toMoneyType(money(subtotalCents(lines))),
  };
}

function showCartLine(line: CartLine): CartItemType {
  return {
    product: { id: line.productId },
    quantity: line.quantity,
    unitPrice: toMoneyType(money(line.unitPriceCents)),
    lineTotal: toMoneyType(money(lineTotalCents(line))),
    unitPriceCents: line.unitPriceCents,
  };
}

export function showOrder(order: Order): OrderType {
  const amount = (cents: number) => toMoneyType({ cents, currencyCode: order.currencyCode });
  return {
    id: order.id,
    number: orderNumber(order.sequence),
    status: OrderStatusType[order.status],
    createdAt: order.createdAt,
    updatedAt: order.updatedAt,
    subtotal: amount(order.subtotalCents),
    shippingCost: amount(order.shippingCostCents),
    tax: amount(order.taxCents),
    discount: amount(order.discountCents),
    total: amount(order.totalCents),
    shippingAddress: { ...order.shippingAddress },
    failure: order.failure && showFailure(order.failure),
    version: order.version,
    userId: order.userId,
  };
}

export function showOrderItem(item: OrderItem): OrderItemType {
  return {
    id: item.id,
    product: { id: item.productId },
    productName: item.productName,
    quantity: item.quantity,
    unitPrice: toMoneyType(money(item.unitPriceCents)),
    lineTotal: toMoneyType(money(lineTotalCents(item))),
  };
}

export function showTimelineEntry({ status, at, note }: TimelineEntry): OrderTimelineEntryType {
  return { status: OrderStatusType[status], at, note };
}

function showFailure({ code, message }: OrderFailure): OrderFailureType {
  const known: Readonly<Record<string, ErrorCode>> = ErrorCode;
  return { code: known[code] ?? ErrorCode.INVALID_STATE, message };
}

export function showShipment(shipment: Shipment): ShipmentType {
  const { id, carrier, trackingNumber, version, createdAt, updatedAt, orderId } = shipment;
  const { shippedAt, deliveredAt, returnedAt } = shipment;
  const status = ShipmentStatusType[shipment.status];
  return {
    id,
    status,
    carrier,
    trackingNumber,
    shippedAt,
    deliveredAt,
    returnedAt,
    version,
    createdAt,
    updatedAt,
    orderId,
  };
}

/** Without the card's token, which is nobody's business. */
export function showSaga({
  id,
  step,
  attempts,
  deadline,
  lastError,
  createdAt,
  updatedAt,
  orderId,
  ...saga
}: Saga): SagaType {
  const state = SagaStateType[saga.state];
  const awaits = SagaAwaitsType[saga.awaits];
  const completedSteps = [...saga.completedSteps];
  return {
    id,
    state,
    step,
    awaits,
    completedSteps,
    attempts,
    deadline,
    lastError,
    createdAt,
    updatedAt,
    orderId,
  };
}

export function showProductSales({
  productId,
  productName,
  units,
  revenueCents,
}: ProductSales): ProductSalesType {
  return { product: { id: productId }, productName, units, revenue: toMoneyType(money(revenueCents)) };
}
