import { registerEnumType } from 'type-graphql';

export enum OrderStatusType {
  PENDING = 'PENDING',
  RESERVED = 'RESERVED',
  PAID = 'PAID',
  CONFIRMED = 'CONFIRMED',
  SHIPPED = 'SHIPPED',
  DELIVERED = 'DELIVERED',
  CANCELLED = 'CANCELLED',
  REFUNDED = 'REFUNDED',
}

registerEnumType(OrderStatusType, {
  name: 'OrderStatus',
  description: 'Where an order stands.',
  valuesConfig: {
    PENDING: { description: 'It was placed.' },
    RESERVED: { description: 'Its items are reserved; the payment is under way.' },
    PAID: { description: 'The payment was received.' },
    CONFIRMED: { description: 'The parcel is being prepared.' },
    SHIPPED: { description: 'The parcel has left.' },
    DELIVERED: { description: 'The parcel has arrived.' },
    CANCELLED: { description: 'It came to nothing; `failure` says why.' },
    REFUNDED: { description: 'All of its money was given back.' },
  },
});

export enum ShipmentStatusType {
  PENDING = 'PENDING',
  SHIPPED = 'SHIPPED',
  IN_TRANSIT = 'IN_TRANSIT',
  DELIVERED = 'DELIVERED',
  CANCELLED = 'CANCELLED',
  RETURNED = 'RETURNED',
}

registerEnumType(ShipmentStatusType, {
  name: 'ShipmentStatus',
  description: 'Where a parcel is.',
  valuesConfig: {
    PENDING: { description: 'It is being prepared.' },
    SHIPPED: { description: 'The carrier has taken it on.' },
    IN_TRANSIT: { description: 'It is on its way.' },
    DELIVERED: { description: 'It has arrived.' },
    CANCELLED: { description: 'It will not leave.' },
    RETURNED: { description: 'It came back to the shop.' },
  },
});
