import { defineTemplate } from '../domain/template.js';

/** Sent when an order is paid and its shipment is being prepared. */
export const orderConfirmed = defineTemplate({
  key: 'order-confirmed',
  channel: 'EMAIL',
  events: ['OrderConfirmed'],
  subject: 'Your order {{number}} is confirmed',
  body: `Hello {{firstName}},

thank you: your order {{number}} over {{total}} is confirmed, and we are packing it.

{{shopUrl}}/orders/{{orderId}}
`,
  sample: { number: 'TA-1001', total: '59.90 USD', orderId: '00000000-0000-4000-8000-000000000000' },
});
