import { FieldResolver, Resolver, Root } from 'type-graphql';
import { OrderReference } from './types/reservation-types.js';
import { PublicProfileReference, StockMovementType } from './types/stock-types.js';

@Resolver(() => StockMovementType)
export class StockMovementResolver {
  @FieldResolver(() => OrderReference, {
    nullable: true,
    description: 'The order that it belongs to, if any.',
  })
  order(@Root() movement: StockMovementType): OrderReference | null {
    return movement.orderId === null ? null : { id: movement.orderId };
  }

  @FieldResolver(() => PublicProfileReference, {
    nullable: true,
    description: 'The administrator who adjusted the stock.',
  })
  actor(@Root() movement: StockMovementType): PublicProfileReference | null {
    return movement.actorId === null ? null : { id: movement.actorId };
  }
}
