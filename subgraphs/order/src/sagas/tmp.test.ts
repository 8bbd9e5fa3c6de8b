import { it } from 'vitest';
import { simulateOrder } from '../testing/simulate-order.js';
it('x', async () => {
  const end = await simulateOrder(2983);
  console.log(end.order.status, end.saga, end.inventory.state, end.payment.state, end.payment.chargedCents, end.payment.refundedCents);
  console.log(end.messages.map((m) => m.type + ' ' + JSON.stringify(m.data).slice(0,150)).join('\n'));
  console.log((end as any).history?.join('\n'));
});
