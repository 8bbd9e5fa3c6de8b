import { defineTemplate } from '../domain/template.js';

/** Sent when the bank wants the customer to confirm a charge. */
export const paymentActionRequired = defineTemplate({
  key: 'payment-action-required',
  channel: 'EMAIL',
  events: ['PaymentActionRequired'],
  subject: 'Please confirm your payment',
  body: `Hello {{firstName}},

your bank wants you to confirm the payment of your order:
{{shopUrl}}/orders/{{orderId}}

We keep the products for you for a short while.
`,
  sample: { orderId: '00000000-0000-4000-8000-000000000000' },
});
