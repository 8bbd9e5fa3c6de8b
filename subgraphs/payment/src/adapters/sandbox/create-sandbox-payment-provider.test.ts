import { createTestDatabase } from '@techally/database/testing';
import { describePaymentProviderContract } from '../../ports/payment-provider.contract.js';
import { createDatabase } from '../prisma-client.js';
import { createSandboxPaymentProvider } from './create-sandbox-payment-provider.js';
import { createSandboxProviderServer } from './create-sandbox-provider-server.js';
import { createPrismaSandboxStore } from './prisma-sandbox-store.js';

describePaymentProviderContract('of the sandbox', async () => {
  const { url: databaseUrl, close } = await createTestDatabase('payment');
  const store = createPrismaSandboxStore({ databaseUrl });
  const database = createDatabase({ databaseUrl });
  const server = createSandboxProviderServer({ store });
  const url = await server.listen();
  const post = async (path: string, body: object) => {
    await fetch(new URL(path, url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  };
  return {
    provider: createSandboxPaymentProvider({ url }),
    loseNextAnswer: () => post('/v1/faults', { kind: 'reset' }),
    failNextRequest: () => post('/v1/faults', { kind: 'error500' }),
    catchUp: () => Promise.resolve(),
    confirm: (chargeId, clientSecret, outcome) =>
      post(`/v1/charges/${chargeId}/confirm`, { clientSecret, outcome }),
    async books() {
      const charges = await database.sandboxCharge.findMany({ where: { state: 'succeeded' } });
      const refunds = await database.sandboxRefund.findMany();
      return {
        charges: charges.length,
        chargedCents: charges.reduce((sum, { amountCents }) => sum + Number(amountCents), 0),
        refundedCents: refunds.reduce((sum, { amountCents }) => sum + Number(amountCents), 0),
      };
    },
    async dispose() {
      await server.close();
      await store.close();
      await database.$disconnect();
      await close();
    },
  };
});
