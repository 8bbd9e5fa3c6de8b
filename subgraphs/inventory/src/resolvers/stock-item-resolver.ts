import type { Connection } from '@techally/subgraph-kit';
import { auditActor, ConnectionArgs, pageRequest, toConnection, uuidArgument } from '@techally/subgraph-kit';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { StockManagement } from '../application/adjust-stock.js';
import type { InventoryStore, StockFilter } from '../ports/inventory-store.js';
import { MOVEMENT_ORDER, RESERVATION_ORDER, STOCK_ORDER } from '../ports/inventory-store.js';
import { AdjustStockInput, StockItemFilterInput } from './inputs/stock-inputs.js';
import type { InventoryContext } from './inventory-context.js';
import { AdjustStockPayload } from './payloads/adjust-stock-payload.js';
import { showMovement, showReservation, showStockItem } from './show.js';
import type { ReservationType } from './types/reservation-types.js';
import { ReservationConnection } from './types/reservation-types.js';
import type { StockMovementType } from './types/stock-types.js';
import {
  ProductReference,
  StockItemConnection,
  StockItemType,
  StockMovementConnection,
} from './types/stock-types.js';

@Resolver(() => StockItemType)
export class StockItemResolver {
  constructor(
    private readonly store: InventoryStore,
    private readonly management: StockManagement,
  ) {}

  @Query(() => StockItemType, {
    nullable: true,
    description: 'The stock of one product; null when it has none. For administrators.',
  })
  async stockItem(
    @Arg('productId', () => ID) productId: string,
    @Ctx() { loaders }: InventoryContext,
  ): Promise<StockItemType | null> {
    const stock = await loaders.stock.load(uuidArgument('productId', productId));
    return stock && showStockItem(stock);
  }

  @Query(() => StockItemConnection, {
    description: 'The stock of all products, by product id. For administrators.',
  })
  async stockItems(
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => StockItemFilterInput, { nullable: true }) input: StockItemFilterInput | null,
  ): Promise<Connection<StockItemType>> {
    const page = pageRequest(args);
    const filter = stockFilter(input);
    return toConnection({
      rows: await this.store.stockPage(filter, page),
      page,
      order: STOCK_ORDER,
      cursorOf: (stock) => [stock.productId],
      nodeOf: showStockItem,
      totalCount: () => this.store.countStock(filter),
    });
  }

  @FieldResolver(() => ProductReference, { description: 'The product that it counts.' })
  product(@Root() stock: StockItemType): ProductReference {
    return { id: stock.id };
  }

  @FieldResolver(() => ReservationConnection, {
    description: 'The reservations that hold or held pieces of it, the newest first.',
  })
  async reservations(
    @Root() stock: StockItemType,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() { loaders }: InventoryContext,
  ): Promise<Connection<ReservationType>> {
    const page = pageRequest(args);
    return toConnection({
      rows: await loaders.reservationPage(stock.id, page),
      page,
      order: RESERVATION_ORDER,
      cursorOf: (reservation) => [reservation.createdAt.toISOString(), reservation.id],
      nodeOf: showReservation,
      totalCount: () => loaders.reservationCount.load(stock.id),
    });
  }

  @FieldResolver(() => StockMovementConnection, {
    description: 'The changes of this stock, the newest first.',
  })
  async movements(
    @Root() stock: StockItemType,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() { loaders }: InventoryContext,
  ): Promise<Connection<StockMovementType>> {
    const page = pageRequest(args);
    return toConnection({
      rows: await loaders.movementPage(stock.id, page),
      page,
      order: MOVEMENT_ORDER,
      cursorOf: (movement) => [movement.at.toISOString(), movement.id],
      nodeOf: showMovement,
      totalCount: () => loaders.movementCount.load(stock.id),
    });
  }

  @Mutation(() => AdjustStockPayload, {
    description:
      'Adds pieces to the stock of a product, or takes some away, but never those that orders hold. For administrators.',
  })
  async adjustStock(
    @Arg('input', () => AdjustStockInput) input: AdjustStockInput,
    @Ctx() context: InventoryContext,
  ) {
    const stock = await this.management.adjust({
      productId: input.productId,
      delta: input.delta,
      reason: input.reason?.trim() ?? null,
      version: input.version ?? null,
      idempotencyKey: input.idempotencyKey,
      actor: auditActor(context),
    });
    return { stockItem: showStockItem(stock), userErrors: [] };
  }
}

function stockFilter(input: StockItemFilterInput | null): StockFilter {
  return {
    ...(input?.belowAvailable == null ? {} : { belowAvailable: input.belowAvailable }),
    ...(input?.productId == null ? {} : { productId: input.productId }),
  };
}
