import { connectionType } from '@techally/subgraph-kit';
import { Directive, Field, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from 'type-graphql';

export enum ReservationStateType {
  ACTIVE = 'ACTIVE',
  COMMITTED = 'COMMITTED',
  RELEASED = 'RELEASED',
  EXPIRED = 'EXPIRED',
  REJECTED = 'REJECTED',
}

registerEnumType(ReservationStateType, {
  name: 'ReservationState',
  description: 'What became of the pieces that an order asked for.',
  valuesConfig: {
    ACTIVE: { description: 'They are held.' },
    COMMITTED: { description: 'They are sold.' },
    RELEASED: { description: 'They were given back.' },
    EXPIRED: { description: 'They were given back, as nobody paid in time.' },
    REJECTED: { description: 'There were too few; none was held.' },
  },
});

@ObjectType('Order', { description: 'An order of a customer.' })
@Directive('@key(fields: "id", resolvable: false)')
export class OrderReference {
  @Field(() => ID, { description: 'The UUID of the order.' })
  id: string;
}

@ObjectType('ReservationItem', { description: 'Pieces of one product that an order asked for.' })
export class ReservationItemType {
  @Field(() => Int, { description: 'How many pieces.' })
  quantity: number;

  // Resolved by ReservationItemResolver.
  productId: string;
}

@ObjectType('Reservation', { description: 'What one order holds, or held, of the stock.' })
@Directive('@key(fields: "id")')
export class ReservationType {
  @Field(() => ID, { description: 'The UUID of the reservation.' })
  id: string;

  @Field(() => ReservationStateType, { description: 'What became of it.' })
  state: ReservationStateType;

  @Field(() => GraphQLISODateTime, { description: 'When it runs out, unless it is sold by then.' })
  expiresAt: Date;

  @Field(() => GraphQLISODateTime, { description: 'When the order asked for it.' })
  createdAt: Date;

  // Resolved by ReservationResolver.
  orderId: string;
}

export const ReservationConnection = connectionType(() => ReservationType, {
  name: 'Reservation',
  items: 'reservations',
});
