import { UserError } from '@techally/subgraph-kit';
import { Field, ObjectType } from 'type-graphql';
import { CartType } from '../types/cart-type.js';
import { OrderType } from '../types/order-type.js';
import { SagaType } from '../types/saga-type.js';
import { ShipmentType } from '../types/shipment-type.js';

const USER_ERRORS = { description: 'What is wrong with the input; empty when all went well.' };

/** Payloads with a cart differ by name only. */
function cartPayload(name: string) {
  @ObjectType(name, { description: 'The cart as it is now, or what is wrong.' })
  class Payload {
    @Field(() => CartType, { nullable: true, description: 'The cart; null when something is wrong.' })
    cart: CartType | null;

    @Field(() => [UserError], USER_ERRORS)
    userErrors: UserError[];
  }
  return Payload;
}

function orderPayload(name: string, done: string) {
  @ObjectType(name, { description: `The order that was ${done}, or what is wrong.` })
  class Payload {
    @Field(() => OrderType, { nullable: true, description: 'The order; null when something is wrong.' })
    order: OrderType | null;

    @Field(() => [UserError], USER_ERRORS)
    userErrors: UserError[];
  }
  return Payload;
}

function shipmentPayload(name: string, done: string) {
  @ObjectType(name, { description: `The shipment that was ${done}, or what is wrong.` })
  class Payload {
    @Field(() => ShipmentType, { nullable: true, description: 'The shipment; null when something is wrong.' })
    shipment: ShipmentType | null;

    @Field(() => [UserError], USER_ERRORS)
    userErrors: UserError[];
  }
  return Payload;
}

function sagaPayload(name: string, done: string) {
  @ObjectType(name, { description: `The saga that was ${done}, or what is wrong.` })
  class Payload {
    @Field(() => SagaType, { nullable: true, description: 'The saga; null when something is wrong.' })
    saga: SagaType | null;

    @Field(() => [UserError], USER_ERRORS)
    userErrors: UserError[];
  }
  return Payload;
}

export const AddToCartPayload = cartPayload('AddToCartPayload');
export const SetCartItemPayload = cartPayload('SetCartItemPayload');
export const RemoveFromCartPayload = cartPayload('RemoveFromCartPayload');
export const MergeCartPayload = cartPayload('MergeCartPayload');
export const CheckoutPayload = orderPayload('CheckoutPayload', 'placed');
export const CancelOrderPayload = orderPayload('CancelOrderPayload', 'cancelled');
export const CreateShipmentPayload = shipmentPayload('CreateShipmentPayload', 'sent');
export const ReturnShipmentPayload = shipmentPayload('ReturnShipmentPayload', 'returned');
export const UpdateShipmentPayload = shipmentPayload('UpdateShipmentPayload', 'changed');
export const RetrySagaPayload = sagaPayload('RetrySagaPayload', 'taken up again');
export const CompensateSagaPayload = sagaPayload('CompensateSagaPayload', 'turned round');
