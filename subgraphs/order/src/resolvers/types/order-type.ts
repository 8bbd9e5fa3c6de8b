import { connectionType, ErrorCode, MoneyType } from '@techally/subgraph-kit';
import { Directive, Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { OrderStatusType } from './order-enums.js';
import { ProductReference } from './product-reference.js';

@ObjectType('OrderItem', {
  description: 'One product of an order, as bought: later changes of the product do not show.',
})
export class OrderItemType {
  @Field(() => ID, { description: 'The UUID of the item.' })
  id: string;

  @Field(() => ProductReference, { description: 'The product as it is now.' })
  product: ProductReference;

  @Field(() => String, { description: 'The name of the product when it was bought.' })
  productName: string;

  @Field(() => Int, { description: 'How many pieces.' })
  quantity: number;

  @Field(() => MoneyType, { description: 'The price of one piece when it was bought.' })
  unitPrice: MoneyType;

  @Field(() => MoneyType, { description: 'The price of all pieces.' })
  lineTotal: MoneyType;
}

@ObjectType('ShippingAddress', { description: 'Where an order goes: the address as it was at checkout.' })
export class ShippingAddressType {
  @Field(() => String, { description: 'Who receives the parcel.' })
  recipient: string;

  @Field(() => String, { description: 'Street and number.' })
  line1: string;

  @Field(() => String, { nullable: true, description: 'What else finds the door.' })
  line2: string | null;

  @Field(() => String, { description: 'The city.' })
  city: string;

  @Field(() => String, { nullable: true, description: 'The state or province.' })
  state: string | null;

  @Field(() => String, { description: 'The postal code.' })
  postalCode: string;

  @Field(() => String, { description: 'The country, ISO 3166-1, two letters.' })
  countryCode: string;
}

@ObjectType('OrderFailure', { description: 'Why an order was cancelled.' })
export class OrderFailureType {
  @Field(() => ErrorCode, { description: 'For programs.' })
  code: ErrorCode;

  @Field(() => String, { description: 'For people.' })
  message: string;
}

@ObjectType('OrderTimelineEntry', { description: 'Something that happened to an order.' })
export class OrderTimelineEntryType {
  @Field(() => OrderStatusType, { description: 'The status after it.' })
  status: OrderStatusType;

  @Field(() => GraphQLISODateTime, { description: 'When it happened.' })
  at: Date;

  @Field(() => String, { nullable: true, description: 'What happened.' })
  note: string | null;
}

@ObjectType('Order', { description: 'What a customer bought.' })
@Directive('@key(fields: "id")')
export class OrderType {
  @Field(() => ID, { description: 'The UUID of the order.' })
  id: string;

  @Field(() => String, { description: 'The number that customers read, such as "TA-000001234".' })
  @Directive('@shareable')
  number: string;

  @Field(() => OrderStatusType, { description: 'Where it stands.' })
  status: OrderStatusType;

  @Field(() => GraphQLISODateTime, { description: 'When it was placed.' })
  createdAt: Date;

  @Field(() => GraphQLISODateTime, { description: 'When it was changed last.' })
  updatedAt: Date;

  @Field(() => MoneyType, { description: 'The price of all items.' })
  subtotal: MoneyType;

  @Field(() => MoneyType, {
    description: 'What shipping costs: 5.00 below a subtotal of 100.00, else nothing.',
  })
  shippingCost: MoneyType;

  @Field(() => MoneyType, { description: 'Taxes on top of the prices: none, they are in the prices.' })
  tax: MoneyType;

  @Field(() => MoneyType, { description: 'What is taken off.' })
  discount: MoneyType;

  @Field(() => MoneyType, {
    description: 'What the customer pays: subtotal + shippingCost + tax − discount.',
  })
  total: MoneyType;

  @Field(() => ShippingAddressType, { description: 'Where it goes.' })
  shippingAddress: ShippingAddressType;

  @Field(() => OrderFailureType, { nullable: true, description: 'Why it was cancelled; null unless it was.' })
  failure: OrderFailureType | null;

  @Field(() => Int, { description: 'Counts the changes; pass it on with a change.' })
  version: number;

  // Resolved by OrderResolver.
  userId: string;
}

export const OrderConnection = connectionType(() => OrderType, { name: 'Order', items: 'orders' });
