import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createMessage } from './create-message.js';
import { defineMessage, olderVersion } from './define-message.js';
import { createMessageReader } from './message-reader.js';

const PriceChanged = defineMessage({
  type: 'PriceChanged',
  version: 3,
  kind: 'event',
  data: z.object({
    productId: z.string(),
    price: z.object({ cents: z.int(), currencyCode: z.string().length(3) }),
  }),
  older: [
    olderVersion({
      version: 1,
      data: z.object({ product: z.string(), dollars: z.number() }),
      upcast: ({ product, dollars }) => ({ productId: product, cents: Math.round(dollars * 100) }),
    }),
    olderVersion({
      version: 2,
      data: z.object({ productId: z.string(), cents: z.int() }),
      upcast: ({ productId, cents }) => ({ productId, price: { cents, currencyCode: 'USD' } }),
    }),
  ],
});
const StockCounted = defineMessage({
  type: 'StockCounted',
  version: 2,
  kind: 'event',
  data: z.object({ count: z.int() }),
});

const read = createMessageReader([PriceChanged, StockCounted]);
const current = createMessage(PriceChanged, {
  aggregateId: 'p',
  data: { productId: 'p', price: { cents: 1_999, currencyCode: 'USD' } },
});
const invalid = expect.objectContaining({ code: 'MESSAGE_INVALID' }) as unknown;
const unknown = expect.objectContaining({ code: 'MESSAGE_TYPE_UNKNOWN' }) as unknown;

describe('a reader of messages', () => {
  it.each([
    ['the current version', 3, current.data],
    ['the version before', 2, { productId: 'p', cents: 1_999 }],
    ['the first version', 1, { product: 'p', dollars: 19.99 }],
  ])('gives handlers the current data of %s', (_, version, data) => {
    expect(read({ ...current, version, data })).toEqual(current);
  });

  it('checks each version by its own schema, and what was made of it by the current one', () => {
    expect(() => read({ ...current, version: 1, data: current.data })).toThrow(invalid);
    expect(() => read({ ...current, version: 2, data: { productId: 'p', cents: 0.5 } })).toThrow(invalid);
    const broken = defineMessage({
      ...PriceChanged,
      older: [olderVersion({ version: 2, data: z.object({}), upcast: () => ({}) })],
    });
    expect(() => createMessageReader([broken])({ ...current, version: 2, data: {} })).toThrow(invalid);
  });

  it('knows no version that nobody has described, and none that is newer than its own', () => {
    for (const version of [1, 3]) {
      const message = { ...current, type: 'StockCounted', version, data: { count: 1 } };
      expect(() => read(message)).toThrow(unknown);
    }
    expect(() => read({ ...current, version: 4 })).toThrow(unknown);
    expect(() => read({ ...current, type: 'PriceForgotten' })).toThrow(unknown);
  });

  it('keeps the trace of a message, and drops what is none', () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    expect(read({ ...current, traceparent, tracestate: 'a=1' })).toMatchObject({
      traceparent,
      tracestate: 'a=1',
    });
    const { traceparent: dropped } = read({ ...current, traceparent: 'nonsense' });
    expect(dropped).toBeUndefined();
  });
});

it('a message belongs to the trace of its cause, unless it is given another', () => {
  const trace = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', tracestate: 'a=1' };
  const input = { aggregateId: 'p', data: current.data };
  const first = createMessage(PriceChanged, { ...input, trace });
  expect(createMessage(PriceChanged, { ...input, cause: first })).toMatchObject(trace);
  const other = { traceparent: '00-11111111111111111111111111111111-b7ad6b7169203331-00' };
  const moved = createMessage(PriceChanged, { ...input, cause: first, trace: other });
  expect(moved.traceparent).toBe(other.traceparent);
  expect('tracestate' in moved).toBe(false);
});
