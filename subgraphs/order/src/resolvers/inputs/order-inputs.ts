import { IsOptional, IsUUID, Length, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { OrderStatusType } from '../types/order-enums.js';

@InputType({ description: 'What an order is paid with.' })
export class PaymentMethodInput {
  @Field(() => String, { description: 'The payment provider\'s token of a card, for example "tok_visa".' })
  @Length(1, 255, { message: 'a payment method token has 1 to 255 characters' })
  token: string;
}

@InputType({ description: 'Orders what is in the cart.' })
export class CheckoutInput {
  @Field(() => String, {
    description:
      'Chosen by the client, 1 to 128 characters, a new one for each order. Sent again with the same input, it gives the same order.',
  })
  @Length(1, 128, { message: 'an idempotency key has 1 to 128 characters' })
  idempotencyKey: string;

  @Field(() => ID, { description: 'Where it goes: one of your own addresses.' })
  @IsUUID('all', { message: 'the address is named by its UUID' })
  shippingAddressId: string;

  @Field(() => PaymentMethodInput, { description: 'What it is paid with.' })
  @ValidateNested()
  paymentMethod: PaymentMethodInput;
}

@InputType({ description: 'An order to cancel.' })
export class CancelOrderInput {
  @Field(() => String, {
    description:
      'Chosen by the client, 1 to 128 characters, a new one for each cancellation. Sent again with the same input, it changes nothing ' +
      'and is answered alike.',
  })
  @Length(1, 128, { message: 'an idempotency key has 1 to 128 characters' })
  idempotencyKey: string;

  @Field(() => ID, { description: 'The order.' })
  @IsUUID('all', { message: 'the order is named by its UUID' })
  orderId: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The version that you have read; left out, any version is cancelled.',
  })
  version?: number | null;
}

@InputType({ description: 'What a list of orders is narrowed to.' })
export class OrderFilterInput {
  @Field(() => OrderStatusType, { nullable: true, description: 'Orders that stand here.' })
  status?: OrderStatusType | null;

  @Field(() => ID, { nullable: true, description: 'Orders of this user.' })
  @IsOptional()
  @IsUUID('all', { message: 'the user is named by a UUID' })
  userId?: string | null;

  @Field(() => String, { nullable: true, description: 'The order of this number, such as "TA-000001234".' })
  number?: string | null;
}
