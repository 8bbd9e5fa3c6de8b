import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { addAddress, placeOrder } from '../harness/place-order.js';
import { seedShop } from '../harness/seed-shop.js';
import type { TestAccount, TestStack } from '../harness/start-test-stack.js';
import type { TextAnswer } from './send-operation.js';
import { sendOperation } from './send-operation.js';

/** Ids of what does not exist, and of what belongs to somebody else: the answers must not differ. */
export function unknownAndForeignIds(getStack: () => TestStack): void {
  let stack: TestStack;
  let ann: TestAccount;
  let eve: TestAccount;
  let admin: TestAccount;
  /** What belongs to Ann, by the name of its type. */
  const anns: Record<string, string> = {};

  beforeAll(async () => {
    stack = getStack();
    [ann, eve, admin] = await Promise.all([stack.customer('Ann'), stack.customer('Eve'), stack.admin()]);
    const { productIds } = await seedShop(stack, { products: 1 });
    const { id: orderId } = await placeOrder(ann, { productId: productIds[0] ?? '', quantity: 1 });
    const { body } = await sendOperation(stack, {
      query: `query ($id: ID!) { order(id: $id) { payment { id } shipment { id } } }`,
      variables: { id: orderId },
      accessToken: ann.accessToken,
    });
    const notificationId = async (): Promise<string> => {
      const { body: answer } = await sendOperation(stack, {
        query: '{ notifications(first: 1) { edges { node { id } } } }',
        accessToken: ann.accessToken,
      });
      return answer.data.notifications.edges[0].node.id;
    };
    Object.assign(anns, {
      Order: orderId,
      Payment: body.data.order.payment.id,
      User: ann.id,
      Address: await addAddress(ann),
      // The mail of the order's confirmation is made after the confirmation.
      Notification: await vi.waitFor(notificationId, { timeout: 10_000 }),
      RefreshToken: ann.refreshToken,
    });
  });

  function ask(
    account: TestAccount,
    query: string,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<TextAnswer> {
    return sendOperation(stack, { query, variables, accessToken: account.accessToken });
  }

  describe.each(['order', 'payment', 'user'])('the query "%s"', (name) => {
    const query = `query ($id: ID!) { ${name}(id: $id) { id } }`;
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

    it('answers null alike for an unknown id and for somebody else’s', async () => {
      const unknown = await ask(eve, query, { id: randomUUID() });
      const foreign = await ask(eve, query, { id: anns[type] });
      expect(unknown.body).toEqual({ data: { [name]: null } });
      expect(foreign.body).toEqual(unknown.body);
      expect(foreign.status).toBe(200);
    });

    it('shows the owner what is theirs, also by an id in upper case', async () => {
      const { body } = await ask(ann, query, { id: anns[type]?.toUpperCase() });
      expect(body).toEqual({ data: { [name]: { id: anns[type] } } });
    });

    it('refuses what is no id with BAD_USER_INPUT', async () => {
      const { body } = await ask(eve, query, { id: 'x' });
      expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    });
  });

  it.each([
    ['product', 'id'],
    ['stockItem', 'productId'],
  ])('the query "%s" answers null for an unknown id', async (name, argument) => {
    const query = `query ($id: ID!) { ${name}(${argument}: $id) { id } }`;
    expect((await ask(admin, query, { id: randomUUID() })).body).toEqual({ data: { [name]: null } });
  });

  const VERSION = { version: 1 };

  describe.each([
    ['cancelOrder', 'orderId', 'Order', { idempotencyKey: 'k' }],
    ['updateAddress', 'id', 'Address', { ...VERSION, city: 'Paris' }],
    ['deleteAddress', 'id', 'Address', {}],
    [
      'checkout',
      'shippingAddressId',
      'Address',
      { idempotencyKey: 'k', paymentMethod: { token: 'tok_visa' } },
    ],
    ['markNotificationRead', 'id', 'Notification', {}],
    ['revokeToken', 'token', 'RefreshToken', {}],
  ])('%s', (mutation, field, type, rest) => {
    const inputType = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const query = `mutation ($input: ${inputType}!) { ${mutation}(input: $input) { userErrors { field message code } } }`;

    it('answers alike for what is unknown and for what is somebody else’s', async () => {
      const input = { ...rest, [field]: mutation === 'revokeToken' ? 'unknown' : randomUUID() };
      const unknown = await ask(eve, query, { input });
      const foreign = await ask(eve, query, { input: { ...input, [field]: anns[type] } });
      const code = expect.stringMatching(/^(NOT_FOUND|TOKEN_INVALID|CART_EMPTY)$/);
      expect(unknown.body.errors).toBeUndefined();
      expect(unknown.body.data[mutation].userErrors).toMatchObject([{ code }]);
      expect(foreign.text).toBe(unknown.text);
    });
  });

  describe.each([
    ['addReview', 'productId', { rating: 4, body: 'Good.' }],
    ['addToCart', 'productId', { quantity: 1 }],
    ['setCartItem', 'productId', { quantity: 1 }],
    ['createShipment', 'orderId', { idempotencyKey: 'k', carrier: 'UPS' }],
    ['updateShipment', 'shipmentId', { ...VERSION, status: 'DELIVERED' }],
    ['returnShipment', 'shipmentId', { ...VERSION, idempotencyKey: 'k', restock: true }],
    ['retrySaga', 'sagaId', {}],
    ['compensateSaga', 'sagaId', { reason: 'Stuck' }],
    ['refundPayment', 'paymentId', { reason: 'Broken', idempotencyKey: 'k' }],
    ['setUserRole', 'userId', { role: 'USER' }],
    ['setUserTier', 'userId', { tier: 'PREMIUM' }],
    ['lockUser', 'userId', { locked: true }],
    ['revokeApiKey', 'id', {}],
    ['updateProduct', 'id', { ...VERSION, name: 'Chair' }],
    ['archiveProduct', 'id', VERSION],
    ['updateCategory', 'id', { ...VERSION, name: 'Chairs' }],
    ['createCategory', 'parentId', { name: 'Chairs' }],
    ['moderateReview', 'id', { ...VERSION, status: 'HIDDEN' }],
    ['adjustStock', 'productId', { idempotencyKey: 'k', delta: 1 }],
    ['resendNotification', 'id', {}],
    ['redriveDeadLetter', 'id', {}],
    ['discardDeadLetter', 'id', {}],
  ])('%s', (mutation, field, rest) => {
    it(`names an unknown ${field} as NOT_FOUND at its field`, async () => {
      const inputType = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
      const query = `mutation ($input: ${inputType}!) { ${mutation}(input: $input) { userErrors { field code } } }`;
      const { body } = await ask(admin, query, { input: { ...rest, [field]: randomUUID() } });
      expect(body).toEqual({
        data: { [mutation]: { userErrors: [{ field: ['input', field], code: 'NOT_FOUND' }] } },
      });
    });
  });
}
