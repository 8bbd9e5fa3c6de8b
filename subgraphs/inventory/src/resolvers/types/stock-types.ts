import { connectionType } from '@techally/subgraph-kit';
import { Directive, Field, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from 'type-graphql';

@ObjectType('StockLevel', { description: 'How much there is of a product.' })
export class StockLevelType {
  @Field(() => Int, { description: 'Pieces that can be bought now.' })
  available: number;

  @Field(() => Int, { description: 'Pieces that orders hold until they are paid.' })
  reserved: number;
}

@ObjectType('Product', { description: 'Something that the shop sells, or sold.' })
@Directive('@key(fields: "id")')
export class ProductReference {
  @Field(() => ID, { description: 'The UUID of the product.' })
  id: string;

  /** Absent unless the router asked the product service for it. */
  @Field(() => Boolean, { description: 'Whether it is not sold any more.' })
  @Directive('@external')
  archived?: boolean;
}

@ObjectType('StockItem', { description: 'The stock of one product, as the warehouse counts it.' })
@Directive('@key(fields: "id")')
export class StockItemType {
  @Field(() => ID, { description: 'The UUID of the stock item: that of its product.' })
  id: string;

  @Field(() => Int, { description: 'Pieces in the warehouse, reserved ones included.' })
  onHand: number;

  @Field(() => Int, { description: 'Pieces that orders hold until they are paid.' })
  reserved: number;

  @Field(() => Int, { description: 'Pieces that can be bought now: what is on hand and not reserved.' })
  available: number;

  @Field(() => Int, { description: 'Counts the changes; pass it on with a change.' })
  version: number;

  @Field(() => GraphQLISODateTime, { description: 'When it was changed last.' })
  updatedAt: Date;
}

export enum MovementReasonType {
  INITIAL = 'INITIAL',
  ADJUSTMENT = 'ADJUSTMENT',
  RESERVATION = 'RESERVATION',
  RELEASE = 'RELEASE',
  EXPIRY = 'EXPIRY',
  SALE = 'SALE',
  RETURN = 'RETURN',
}

registerEnumType(MovementReasonType, {
  name: 'MovementReason',
  description: 'Why the stock of a product changed.',
  valuesConfig: {
    INITIAL: { description: 'The product came into the catalogue with these pieces.' },
    ADJUSTMENT: { description: 'An administrator counted, received or lost pieces.' },
    RESERVATION: { description: 'An order took hold of pieces.' },
    RELEASE: { description: 'An order let go of pieces that were not sold.' },
    EXPIRY: { description: 'A reservation ran out before it was paid.' },
    SALE: { description: 'Pieces were sold and left the warehouse.' },
    RETURN: {
      description: 'Sold pieces came back, as their order was cancelled or refunded, or its parcel returned.',
    },
  },
});

@ObjectType('PublicProfile', { description: 'What everybody may know of a customer.' })
@Directive('@key(fields: "id", resolvable: false)')
export class PublicProfileReference {
  @Field(() => ID, { description: 'The UUID of the account.' })
  id: string;
}

@ObjectType('StockMovement', { description: 'One change of the stock of a product.' })
export class StockMovementType {
  @Field(() => ID, { description: 'The UUID of the change.' })
  id: string;

  @Field(() => Int, { description: 'How many pieces came into the warehouse; negative when they left it.' })
  onHandDelta: number;

  @Field(() => Int, { description: 'How many more pieces are reserved; negative when fewer are.' })
  reservedDelta: number;

  @Field(() => MovementReasonType, { description: 'Why.' })
  reason: MovementReasonType;

  @Field(() => String, { nullable: true, description: 'What the administrator said about an adjustment.' })
  note: string | null;

  @Field(() => GraphQLISODateTime, { description: 'When.' })
  at: Date;

  // Resolved by StockMovementResolver.
  orderId: string | null;
  actorId: string | null;
}

export const StockItemConnection = connectionType(() => StockItemType, {
  name: 'StockItem',
  items: 'stock items',
});
export const StockMovementConnection = connectionType(() => StockMovementType, {
  name: 'StockMovement',
  items: 'stock changes',
});
