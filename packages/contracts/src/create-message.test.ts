import { describe, expect, expectTypeOf, it } from 'vitest';
import { createMessage } from './create-message.js';
import type { DataOf } from './define-message.js';
import { InventoryReserved } from './inventory/inventory-reserved.js';
import { createMessageId } from './message-id.js';
import { OrderConfirmed } from './order/order-confirmed.js';
import type { RefundPayment } from './order/refund-payment.js';
import { ReserveInventory } from './order/reserve-inventory.js';
import { parseMessage } from './parse-message.js';
import type { ProductCreated } from './product/product-created.js';

const orderId = '0199f3a0-0000-7000-8000-000000000001';
const userId = '0199f3a0-0000-7000-8000-000000000002';
const productId = '0199f3a0-0000-7000-8000-000000000003';

const reserve = () =>
  createMessage(ReserveInventory, {
    aggregateId: orderId,
    data: { orderId, userId, items: [{ productId, quantity: 2 }], expiresAt: '2026-01-01T00:00:00.000Z' },
  });

describe('createMessage', () => {
  it('starts a chain with its own id as the correlation id', () => {
    const message = reserve();
    expect(message.correlationId).toBe(message.id);
    expect(message.causationId).toBeNull();
    expect(message).toMatchObject({ type: 'ReserveInventory', version: 1, aggregateId: orderId });
  });

  it('continues the chain of its cause', () => {
    const first = reserve();
    const second = createMessage(InventoryReserved, {
      aggregateId: orderId,
      data: { orderId, items: [{ productId, quantity: 2 }] },
      cause: first,
    });
    const third = createMessage(OrderConfirmed, {
      aggregateId: orderId,
      data: { orderId, number: 'A-1', userId, total: { cents: 100, currencyCode: 'USD' } },
      cause: second,
    });
    expect(third.correlationId).toBe(first.id);
    expect(third.causationId).toBe(second.id);
  });

  it('takes the correlation id of the request that it is given', () => {
    const message = createMessage(InventoryReserved, {
      aggregateId: orderId,
      data: { orderId, items: [{ productId, quantity: 1 }] },
      cause: reserve(),
      correlationId: 'request-7',
    });
    expect(message.correlationId).toBe('request-7');
  });

  it('refuses data that no consumer could read', () => {
    const refused = (cents: number, currencyCode: string) => () =>
      createMessage(OrderConfirmed, {
        aggregateId: orderId,
        data: { orderId, number: 'A-1', userId, total: { cents, currencyCode } },
      });
    expect(refused(100, 'USD')).not.toThrow();
    expect(refused(10.5, 'USD')).toThrow(expect.objectContaining({ code: 'MESSAGE_INVALID' }));
    expect(refused(2 ** 53, 'USD')).toThrow(expect.objectContaining({ code: 'MESSAGE_INVALID' }));
    expect(refused(100, 'dollars')).toThrow(expect.objectContaining({ code: 'MESSAGE_INVALID' }));
  });

  it('types the data by the definition', () => {
    expectTypeOf<DataOf<typeof RefundPayment>['amount']>().toEqualTypeOf<{
      cents: number;
      currencyCode: string;
    } | null>();
    expectTypeOf<DataOf<typeof ProductCreated>['initialStock']>().toEqualTypeOf<number | undefined>();
    expectTypeOf(reserve().type).toEqualTypeOf<'ReserveInventory'>();
  });
});

describe('createMessageId', () => {
  it('makes ids that only grow, also within a millisecond and when the clock goes back', () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => createMessageId(Date.now() - (index % 3) * 50));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids.slice(0, 100))
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('parseMessage', () => {
  it('reads back what createMessage made, after JSON', () => {
    const message = reserve();
    expect(parseMessage(JSON.parse(JSON.stringify(message)))).toEqual(message);
  });

  it('drops the fields that a newer sender added', () => {
    const message = reserve();
    const newer = { ...message, traceparent: '00-1', data: { ...message.data, gift: true } };
    expect(parseMessage(newer)).toEqual(message);
  });

  it('narrows by type', () => {
    const message = parseMessage(reserve());
    if (message.type !== 'ReserveInventory') throw new Error('another type');
    expect(message.data.items[0]?.quantity).toBe(2);
  });

  it.each([
    ['null', null],
    ['a text', 'OrderCreated'],
    ['an envelope without an id', { ...reserve(), id: undefined }],
    ['a timestamp that is none', { ...reserve(), timestamp: 'yesterday' }],
    ['data that does not fit its type', { ...reserve(), data: { orderId } }],
    [
      'a quantity of nothing',
      { ...reserve(), data: { ...reserve().data, items: [{ productId, quantity: 0 }] } },
    ],
  ])('refuses %s as MESSAGE_INVALID', (_, value) => {
    expect(() => parseMessage(value)).toThrow(
      expect.objectContaining({ code: 'MESSAGE_INVALID', retryable: false }),
    );
  });

  it('tells a type or a version that it does not know from an invalid message', () => {
    const unknown = expect.objectContaining({ code: 'MESSAGE_TYPE_UNKNOWN' });
    expect(() => parseMessage({ ...reserve(), type: 'OrderTeleported' })).toThrow(unknown);
    expect(() => parseMessage({ ...reserve(), version: 99 })).toThrow(unknown);
  });
});
