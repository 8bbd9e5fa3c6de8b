import { defineTemplate } from '../domain/template.js';

/** Sent when an order ends without being carried out. */
export const orderCancelled = defineTemplate({
  key: 'order-cancelled',
  channel: 'EMAIL',
  events: ['OrderCancelled'],
  subject: 'Your order {{number}} was cancelled',
  body: `Hello {{firstName}},

your order {{number}} was cancelled: {{reason}}
What was charged for it, if anything, is paid back.

{{shopUrl}}/orders/{{orderId}}
`,
  sample: {
    number: 'TA-1001',
    reason: 'One of the products is out of stock.',
    orderId: '00000000-0000-4000-8000-000000000000',
  },
});
