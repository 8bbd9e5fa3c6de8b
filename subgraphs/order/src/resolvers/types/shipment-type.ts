import { Directive, Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { ShipmentStatusType } from './order-enums.js';

@ObjectType('Shipment', { description: 'The parcel of an order.' })
@Directive('@key(fields: "id")')
export class ShipmentType {
  @Field(() => ID, { description: 'The UUID of the shipment.' })
  id: string;

  @Field(() => ShipmentStatusType, { description: 'Where it is.' })
  status: ShipmentStatusType;

  @Field(() => String, { description: 'Who carries it.' })
  carrier: string;

  @Field(() => String, {
    nullable: true,
    description: "The carrier's number for it; null until the carrier has taken it on.",
  })
  trackingNumber: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it left.' })
  shippedAt: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it arrived.' })
  deliveredAt: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it came back.' })
  returnedAt: Date | null;

  @Field(() => Int, { description: 'Counts the changes; pass it on with a change.' })
  version: number;

  @Field(() => GraphQLISODateTime, { description: 'When its preparation began.' })
  createdAt: Date;

  @Field(() => GraphQLISODateTime, { description: 'When it was changed last.' })
  updatedAt: Date;

  // Resolved by ShipmentResolver.
  orderId: string;
}
