import type { ChildPageLoader, RequestContext } from '@techally/subgraph-kit';
import {
  createChildPageLoader,
  createCountLoader,
  createEntityLoader,
  createKeyedLoader,
} from '@techally/subgraph-kit';
import DataLoader from 'dataloader';
import type { CatalogueProduct } from '../domain/catalogue-product.js';
import type { Order, OrderItem, TimelineEntry } from '../domain/order.js';
import type { SagaEvent } from '../domain/saga.js';
import type { Shipment } from '../domain/shipment.js';
import type { Catalogue } from '../ports/catalogue.js';
import type { OrderStore, OwnedShipment } from '../ports/order-store.js';
import type { SagaStore } from '../ports/saga-store.js';

/** The loaders of one request: each batches what the resolvers of one level ask for. None asks who may see it. */
export interface OrderLoaders {
  readonly order: DataLoader<string, Order | null>;
  readonly orderItems: DataLoader<string, readonly OrderItem[]>;
  readonly timeline: DataLoader<string, readonly TimelineEntry[]>;
  readonly shipment: DataLoader<string, OwnedShipment | null>;
  readonly shipmentOfOrder: DataLoader<string, Shipment | null>;
  readonly ordersOfUser: ChildPageLoader<Order>;
  readonly orderCount: DataLoader<string, number>;
  readonly sagaHistory: DataLoader<string, readonly SagaEvent[]>;
  readonly product: DataLoader<string, CatalogueProduct | null>;
}

export interface OrderContext extends RequestContext {
  readonly loaders: OrderLoaders;
}

export interface OrderStores {
  readonly orders: OrderStore;
  readonly sagas: SagaStore;
  readonly catalogue: Catalogue;
}

export function createLoaders({ orders, sagas, catalogue }: OrderStores): OrderLoaders {
  return {
    order: createEntityLoader((ids) => orders.findMany(ids)),
    orderItems: createListLoader((ids) => orders.itemsOfOrders(ids)),
    timeline: createListLoader((ids) => orders.timelinesOfOrders(ids)),
    shipment: createEntityLoader((ids) => orders.findShipments(ids)),
    shipmentOfOrder: createKeyedLoader(
      (ids) => orders.shipmentsOfOrders(ids),
      (shipment) => shipment.orderId,
    ),
    ordersOfUser: createChildPageLoader((userIds, page) => orders.pagesOfUsers(userIds, page)),
    orderCount: createCountLoader((userIds) => orders.countsOfUsers(userIds)),
    sagaHistory: createListLoader((ids) => sagas.historiesOf(ids)),
    product: createEntityLoader((ids) => catalogue.findMany(ids)),
  };
}

/** Batches short lists by parent; parents without children have empty ones. */
function createListLoader<Row>(
  listMany: (parentIds: readonly string[]) => Promise<ReadonlyMap<string, readonly Row[]>>,
): DataLoader<string, readonly Row[]> {
  return new DataLoader(async (parentIds: readonly string[]) => {
    const lists = await listMany(parentIds);
    return parentIds.map((id) => lists.get(id) ?? []);
  });
}
