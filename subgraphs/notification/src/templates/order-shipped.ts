import { defineTemplate } from '../domain/template.js';

/** Sent once for each shipment, when the carrier has it. */
export const orderShipped = defineTemplate({
  key: 'order-shipped',
  channel: 'EMAIL',
  events: ['ShipmentCreated', 'ShipmentUpdated'],
  subject: 'Your order is on its way',
  body: `Hello {{firstName}},

{{carrier}} has your parcel. Tracking number: {{trackingNumber}}

{{shopUrl}}/orders/{{orderId}}
`,
  sample: {
    carrier: 'TechAlly Express',
    trackingNumber: 'TX123456789',
    orderId: '00000000-0000-4000-8000-000000000000',
  },
});
