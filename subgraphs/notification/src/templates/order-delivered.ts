import { defineTemplate } from '../domain/template.js';

/** Sent when the last shipment of an order is delivered. */
export const orderDelivered = defineTemplate({
  key: 'order-delivered',
  channel: 'EMAIL',
  events: ['OrderDelivered'],
  subject: 'Your order {{number}} was delivered',
  body: `Hello {{firstName}},

your order {{number}} was delivered. Enjoy it!

If something is wrong with it, tell us here: {{shopUrl}}/orders/{{orderId}}
`,
  sample: { number: 'TA-1001', orderId: '00000000-0000-4000-8000-000000000000' },
});
