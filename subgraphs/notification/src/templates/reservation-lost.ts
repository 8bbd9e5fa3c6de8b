import { defineTemplate } from '../domain/template.js';

/** Calls the operators when a parcel has left whose pieces others have bought meanwhile. */
export const reservationLost = defineTemplate({
  key: 'reservation-lost',
  channel: 'EMAIL',
  events: ['ReservationLost'],
  subject: 'Order {{number}} has left without its reservation',
  body: `The reservation of order {{number}} ran out, and its pieces were sold to others, but the parcel has left.

Problem: {{problem}}
Status:  {{orderStatus}}
Order:   {{orderId}}
Saga:    {{sagaId}}

Nothing is stuck, so neither retrySaga nor compensateSaga applies. Count the stock of its products, and correct the books
by adjustStock; when the parcel was not complete, give money back by refundPayment.
`,
  sample: {
    number: 'TA-1001',
    problem: 'Chair: 2 wanted, 1 there. The order is SHIPPED already.',
    orderStatus: 'SHIPPED',
    orderId: '00000000-0000-4000-8000-000000000000',
    sagaId: '00000000-0000-4000-8000-000000000001',
  },
});
