import { randomUUID } from 'node:crypto';
import type { Message } from '@techally/contracts';
import { vi } from 'vitest';
import { addAddress, checkout } from '../harness/place-order.js';
import { queryDatabase } from '../harness/query-database.js';
import type { Shop } from '../harness/seed-shop.js';
import { seedShop } from '../harness/seed-shop.js';
import type { TestAccount, TestStack } from '../harness/start-test-stack.js';
import { requireData } from '../ownership/send-operation.js';

/** What one privileged mutation leaves: the action, and the id of what it was done to. */
export interface Done {
  readonly mutation: string;
  readonly action: string;
  readonly targetId: string;
}

const PATIENCE = { timeout: 15_000, interval: 20 };

/** Does everything that administrators can do, once, through the router. */
export async function doAdministratorsWork(stack: TestStack, admin: TestAccount): Promise<readonly Done[]> {
  const shop = await seedShop(stack, { products: 2 });
  const customer = await stack.customer();
  const done: Done[] = [];

  async function run(mutation: string, input: object, selection = ''): Promise<any> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${selection} userErrors { code message } } }`;
    return (await requireData(stack, query, { input }, admin.accessToken))[mutation];
  }
  const note = (mutation: string, action: string, targetId: string) => {
    done.push({ mutation, action, targetId });
  };
  const work: Work = { stack, shop, admin, customer, run, note };

  await workOnAccounts(work);
  await workOnCatalogue(work);
  await workOnOrders(work);
  await workOnMessages(work);
  return done;
}

interface Work {
  readonly stack: TestStack;
  readonly shop: Shop;
  readonly admin: TestAccount;
  readonly customer: TestAccount;
  readonly run: (mutation: string, input: object, selection?: string) => Promise<any>;
  readonly note: (mutation: string, action: string, targetId: string) => void;
}

async function workOnAccounts({ stack, run, note }: Work): Promise<void> {
  const { id: userId } = await stack.customer();
  await run('setUserTier', { userId, tier: 'PREMIUM' });
  note('setUserTier', 'SET_USER_TIER', userId);
  await run('setUserRole', { userId, role: 'ADMIN' });
  note('setUserRole', 'SET_USER_ROLE', userId);
  await run('lockUser', { userId, locked: true });
  note('lockUser', 'LOCK_USER', userId);
  await run('lockUser', { userId, locked: false });
  note('lockUser', 'UNLOCK_USER', userId);
  const { apiKey } = await run('createApiKey', { name: 'k', scopes: ['orders:read'] }, 'apiKey { id }');
  note('createApiKey', 'CREATE_API_KEY', apiKey.id);
  await run('revokeApiKey', { id: apiKey.id });
  note('revokeApiKey', 'REVOKE_API_KEY', apiKey.id);
  const { refreshToken, accessToken } = await stack.customer();
  await run('revokeToken', { token: refreshToken });
  const { sid } = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString());
  note('revokeToken', 'REVOKE_TOKEN', sid);
}

async function workOnCatalogue({ stack, shop, customer, run, note }: Work): Promise<void> {
  const { category } = await run(
    'createCategory',
    { name: `Tables ${randomUUID()}` },
    'category { id version }',
  );
  note('createCategory', 'CREATE_CATEGORY', category.id);
  await run('updateCategory', { ...category, name: `Desks ${randomUUID()}` });
  note('updateCategory', 'UPDATE_CATEGORY', category.id);

  const created = { sku: randomUUID(), name: 'A table', description: '', price: '10.00', initialStock: 1 };
  const { product } = await run(
    'createProduct',
    { ...created, categoryId: category.id },
    'product { id version }',
  );
  note('createProduct', 'CREATE_PRODUCT', product.id);
  const changed = await run('updateProduct', { ...product, price: '11.00' }, 'product { id version }');
  note('updateProduct', 'UPDATE_PRODUCT', product.id);
  await run('archiveProduct', changed.product);
  note('archiveProduct', 'ARCHIVE_PRODUCT', product.id);

  const { addReview } = await requireData(
    stack,
    'mutation ($input: AddReviewInput!) { addReview(input: $input) { review { id version } userErrors { code } } }',
    { input: { productId: shop.productIds[0], rating: 1, body: 'Bad.' } },
    customer.accessToken,
  );
  await run('moderateReview', { ...addReview.review, status: 'HIDDEN' });
  note('moderateReview', 'MODERATE_REVIEW', addReview.review.id);

  const productId = shop.productIds[0] ?? '';
  await run('adjustStock', { idempotencyKey: randomUUID(), productId, delta: 1, reason: 'counted' });
  note('adjustStock', 'ADJUST_STOCK', productId);
}

async function workOnOrders({ stack, shop, customer, run, note }: Work): Promise<void> {
  const [productId = ''] = shop.productIds;
  const addressId = await addAddress(customer);
  /** Resolves with the ids of a confirmed order and of its payment. */
  async function confirmedOrder(): Promise<{ readonly id: string; readonly paymentId: string }> {
    const { order } = await checkout(customer, addressId, { productId, quantity: 1 });
    const id = order?.id ?? '';
    return vi.waitFor(async () => {
      const query = 'query ($id: ID!) { order(id: $id) { status payment { id } } }';
      const { order: now } = await requireData(stack, query, { id }, customer.accessToken);
      if (now.status !== 'CONFIRMED') throw new Error(`The order is ${String(now.status)}.`);
      return { id, paymentId: now.payment.id };
    }, PATIENCE);
  }
  const { id: orderId, paymentId } = await confirmedOrder();

  const { shipment } = await run(
    'createShipment',
    { idempotencyKey: randomUUID(), orderId, carrier: 'UPS' },
    'shipment { id version }',
  );
  note('createShipment', 'CREATE_SHIPMENT', shipment.id);
  const { id: shipmentId, version } = shipment;
  const moved = await run(
    'updateShipment',
    { shipmentId, version, status: 'IN_TRANSIT' },
    'shipment { version }',
  );
  note('updateShipment', 'UPDATE_SHIPMENT', shipmentId);
  await run('refundPayment', {
    paymentId,
    amount: '1.00',
    reason: 'goodwill',
    idempotencyKey: randomUUID(),
  });
  note('refundPayment', 'REFUND_PAYMENT', paymentId);

  await run('returnShipment', {
    idempotencyKey: randomUUID(),
    shipmentId,
    version: moved.shipment.version,
    restock: true,
  });
  note('returnShipment', 'RETURN_SHIPMENT', shipmentId);

  const sagaId = await parkSagaOf(stack, (await confirmedOrder()).id);
  await run('retrySaga', { sagaId });
  note('retrySaga', 'RETRY_SAGA', sagaId);
  const undoneId = await parkSagaOf(stack, (await confirmedOrder()).id);
  await run('compensateSaga', { sagaId: undoneId, reason: 'given up' });
  note('compensateSaga', 'COMPENSATE_SAGA', undoneId);
}

/** As if an order's processing had given up while it was undone: what takes minutes of silence otherwise. */
async function parkSagaOf(stack: TestStack, orderId: string): Promise<string> {
  const [saga] = await queryDatabase<{ id: string }>(
    stack.urlFor('order'),
    `UPDATE sagas SET state = 'PARKED', parked_state = 'COMPENSATING', step = 'createShipment', awaits = 'COMPENSATION',
       failure_code = 'PROCESSING_TIMEOUT', failure_message = 'It took too long.'
     WHERE order_id = $1 RETURNING id`,
    [orderId],
  );
  return saga?.id ?? '';
}

async function workOnMessages({ stack, admin, customer, run, note }: Work): Promise<void> {
  const notificationId = await vi.waitFor(async () => {
    const query = `query ($filter: NotificationDeliveryFilterInput) { allNotifications(filter: $filter) { edges { node { id } } } }`;
    const filter = { userId: customer.id, template: 'welcome', status: 'SENT' };
    const { allNotifications } = await requireData(stack, query, { filter }, admin.accessToken);
    return allNotifications.edges[0].node.id as string;
  }, PATIENCE);
  await run('resendNotification', { id: notificationId });
  note('resendNotification', 'RESEND_NOTIFICATION', notificationId);

  await stack.bus.publish([unreadable()]);
  // Several services get it, and none can read it.
  const deadLetter = () =>
    vi.waitFor(async () => {
      const { deadLetters } = await requireData(stack, '{ deadLetters { id } }', {}, admin.accessToken);
      return deadLetters[0].id as string;
    }, PATIENCE);
  const redriven = await deadLetter();
  await run('redriveDeadLetter', { id: redriven });
  note('redriveDeadLetter', 'REDRIVE_DEAD_LETTER', redriven);
  const discarded = await deadLetter();
  await run('discardDeadLetter', { id: discarded });
  note('discardDeadLetter', 'DISCARD_DEAD_LETTER', discarded);
}

/** A message of a version that no consumer knows. */
function unreadable(): Message {
  const id = randomUUID();
  return {
    id,
    type: 'UserDeleted',
    version: 99,
    aggregateId: id,
    data: {},
    timestamp: new Date().toISOString(),
    correlationId: id,
    causationId: null,
  };
}
