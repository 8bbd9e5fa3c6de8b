import { defineTemplate } from '../domain/template.js';

/** Calls the operators when the processing of an order has given up. */
export const sagaParked = defineTemplate({
  key: 'saga-parked',
  channel: 'EMAIL',
  events: ['SagaParked'],
  subject: 'Order {{number}} is stuck and needs you',
  body: `The processing of order {{number}} has given up and waits for somebody.

Problem: {{problem}}
Step:    {{step}} ({{parkedState}})
Saga:    {{sagaId}}
Order:   {{orderId}}

A late answer still moves it on by itself. Else, when what did not answer is back, an administrator decides:

- retrySaga sends the command of the step again, under the same idempotency key: nobody is charged twice.
- compensateSaga undoes everything: the money goes back, the stock is released, and the order is cancelled.

What happened so far is in the query sagas(filter: { state: PARKED }), field history.
`,
  sample: {
    number: 'TA-1001',
    problem: 'No answer to processPayment after 3 attempts.',
    step: 'processPayment',
    parkedState: 'RUNNING',
    sagaId: '00000000-0000-4000-8000-000000000001',
    orderId: '00000000-0000-4000-8000-000000000000',
  },
});
