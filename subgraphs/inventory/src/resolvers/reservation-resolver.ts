import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { InventoryContext } from './inventory-context.js';
import { OrderReference, ReservationItemType, ReservationType } from './types/reservation-types.js';
import { ProductReference } from './types/stock-types.js';

@Resolver(() => ReservationType)
export class ReservationResolver {
  @FieldResolver(() => OrderReference, { description: 'The order that asked for it.' })
  order(@Root() reservation: ReservationType): OrderReference {
    return { id: reservation.orderId };
  }

  @FieldResolver(() => [ReservationItemType], {
    description: 'What it holds or held; empty when it never held anything.',
  })
  async items(
    @Root() reservation: ReservationType,
    @Ctx() { loaders }: InventoryContext,
  ): Promise<ReservationItemType[]> {
    return [...(await loaders.reservationItems.load(reservation.id))];
  }
}

@Resolver(() => ReservationItemType)
export class ReservationItemResolver {
  @FieldResolver(() => ProductReference, { description: 'The product.' })
  product(@Root() item: ReservationItemType): ProductReference {
    return { id: item.productId };
  }
}
