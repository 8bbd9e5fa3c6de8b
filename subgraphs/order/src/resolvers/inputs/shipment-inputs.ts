import { IsOptional, IsUUID, Length } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { ShipmentStatusType } from '../types/order-enums.js';

const TRACKING_NUMBER = { message: 'a tracking number has 1 to 100 characters' };

@InputType({
  description: 'The parcel of a confirmed order that has left, or is to be booked with a carrier.',
})
export class CreateShipmentInput {
  @Field(() => String, {
    description:
      'Chosen by the client, 1 to 128 characters, a new one for each shipment. Sent again with the same input, it changes nothing ' +
      'and is answered alike.',
  })
  @Length(1, 128, { message: 'an idempotency key has 1 to 128 characters' })
  idempotencyKey: string;

  @Field(() => ID, { description: 'The order.' })
  @IsUUID('all', { message: 'the order is named by its UUID' })
  orderId: string;

  @Field(() => String, {
    description:
      'Who carries it, 1 to 100 characters. "Sandbox" is a carrier for demonstrations that carries nothing.',
  })
  @Length(1, 100, { message: 'a carrier has 1 to 100 characters' })
  carrier: string;

  @Field(() => String, {
    nullable: true,
    description:
      "The carrier's number for it, 1 to 100 characters. Left out, a carrier that is connected is asked for it.",
  })
  @IsOptional()
  @Length(1, 100, TRACKING_NUMBER)
  trackingNumber?: string | null;
}

@InputType({ description: 'A parcel that came back as a whole.' })
export class ReturnShipmentInput {
  @Field(() => String, {
    description:
      'Chosen by the client, 1 to 128 characters, a new one for each return. Sent again with the same input, it changes nothing ' +
      'and is answered alike.',
  })
  @Length(1, 128, { message: 'an idempotency key has 1 to 128 characters' })
  idempotencyKey: string;

  @Field(() => ID, { description: 'The shipment.' })
  @IsUUID('all', { message: 'the shipment is named by its UUID' })
  shipmentId: string;

  @Field(() => Int, { description: 'The version that you have read.' })
  version: number;

  @Field(() => Boolean, {
    description: 'Whether its pieces can be sold again: true puts them back into stock.',
  })
  restock: boolean;
}

@InputType({ description: 'News of a parcel; what is left out stays as it is.' })
export class UpdateShipmentInput {
  @Field(() => ID, { description: 'The shipment.' })
  @IsUUID('all', { message: 'the shipment is named by its UUID' })
  shipmentId: string;

  @Field(() => Int, { description: 'The version that you have read.' })
  version: number;

  @Field(() => ShipmentStatusType, {
    nullable: true,
    description: 'Where it is now: IN_TRANSIT or DELIVERED.',
  })
  status?: ShipmentStatusType | null;

  @Field(() => String, { nullable: true, description: "The carrier's number for it, 1 to 100 characters." })
  @IsOptional()
  @Length(1, 100, TRACKING_NUMBER)
  trackingNumber?: string | null;
}
