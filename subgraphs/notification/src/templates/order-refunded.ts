import { defineTemplate } from '../domain/template.js';

/** Sent for each amount that goes back to the customer. */
export const orderRefunded = defineTemplate({
  key: 'order-refunded',
  channel: 'EMAIL',
  events: ['OrderRefunded'],
  subject: 'A refund for your order {{number}}',
  body: `Hello {{firstName}},

we have paid back {{amount}} for your order {{number}}. Your bank may take a few days to show it.

{{shopUrl}}/orders/{{orderId}}
`,
  sample: { number: 'TA-1001', amount: '59.90 USD', orderId: '00000000-0000-4000-8000-000000000000' },
});
