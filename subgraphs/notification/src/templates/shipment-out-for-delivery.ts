import { defineTemplate } from '../domain/template.js';

/** Sent once for each shipment, on the day of its delivery. */
export const shipmentOutForDelivery = defineTemplate({
  key: 'shipment-out-for-delivery',
  channel: 'PUSH',
  events: ['ShipmentCreated', 'ShipmentUpdated'],
  subject: 'Your parcel comes today',
  body: '{{carrier}} is bringing your parcel today.',
  sample: { carrier: 'TechAlly Express' },
});
