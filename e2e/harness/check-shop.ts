import type { DatabaseDomain } from '@techally/database';
import type { QueryResultRow } from 'pg';
import { queryDatabase } from './query-database.js';

export interface ShopFacts {
  readonly urlFor: (domain: DatabaseDomain) => string;
  /** Orders that customers were told of. */
  readonly accepted: readonly string[];
  /** Pieces of each product at the beginning. */
  readonly stock: ReadonlyMap<string, number>;
}

interface OrderRow {
  readonly id: string;
  readonly status: string;
  readonly saga: string | null;
  readonly total: string;
  readonly confirmed: boolean;
}

/** What the provider has taken and given back for one order. */
interface MoneyRow {
  readonly order_id: string;
  readonly charges: string;
  readonly charged: string;
  readonly refunded: string;
}

/**
 * Looks into the databases, past all code of the shop, for anything that is not as it must be when all is quiet.
 * @returns Sentences; none when all is well.
 */
export async function checkShop({ urlFor, accepted, stock }: ShopFacts): Promise<readonly string[]> {
  const complaints: string[] = [];
  const rows = <Row extends QueryResultRow>(domain: DatabaseDomain, sql: string) =>
    queryDatabase<Row>(urlFor(domain), sql);

  const orders = await rows<OrderRow>(
    'order',
    `SELECT o.id, o.status::text, s.state::text AS saga, o.total_cents AS total,
       EXISTS (SELECT FROM order_events e WHERE e.order_id = o.id AND e.status = 'CONFIRMED') AS confirmed
     FROM orders o LEFT JOIN sagas s ON s.order_id = o.id`,
  );
  const byId = new Map(orders.map((order) => [order.id, order]));
  for (const id of accepted) if (!byId.has(id)) complaints.push(`Order ${id} was accepted and is lost.`);
  for (const { id, status, saga } of orders) {
    if (status !== 'CONFIRMED' && status !== 'CANCELLED') complaints.push(`Order ${id} is ${status}.`);
    if (saga !== 'COMPLETED' && saga !== 'COMPENSATED')
      complaints.push(`The saga of order ${id} is ${String(saga)}.`);
  }

  // The provider's own books are the truth about money; ours must say the same.
  const money = await rows<MoneyRow>(
    'payment',
    `SELECT p.order_id, count(c.id) AS charges, coalesce(sum(c.amount_cents), 0) AS charged,
       coalesce(sum((SELECT sum(r.amount_cents) FROM sandbox_refunds r WHERE r.charge_id = c.id)), 0) AS refunded
     FROM payments p LEFT JOIN sandbox_charges c ON c.idempotency_key = p.idempotency_key AND c.state = 'succeeded'
     GROUP BY p.order_id`,
  );
  const moneyByOrder = new Map(money.map((row) => [row.order_id, row]));
  for (const { id, status, total } of orders) {
    const { charges = '0', charged = '0', refunded = '0' } = moneyByOrder.get(id) ?? {};
    if (Number(charges) > 1) complaints.push(`Order ${id} was charged ${charges} times.`);
    if (status === 'CONFIRMED' && (charged !== total || refunded !== '0')) {
      complaints.push(`Order ${id} is confirmed for ${total}; charged ${charged}, refunded ${refunded}.`);
    }
    if (status === 'CANCELLED' && charged !== refunded) {
      complaints.push(`Order ${id} is cancelled; charged ${charged}, refunded ${refunded}.`);
    }
  }
  const strangers = await rows<{ id: string }>(
    'payment',
    `SELECT id FROM sandbox_charges c
     WHERE NOT EXISTS (SELECT FROM payments p WHERE p.idempotency_key = c.idempotency_key)`,
  );
  for (const { id } of strangers) complaints.push(`The provider has charged ${id}, which no payment knows.`);

  const unbalanced = await rows<{ transaction_id: string }>(
    'payment',
    `SELECT transaction_id FROM ledger_entries
     GROUP BY transaction_id HAVING sum(debit_cents) <> sum(credit_cents)`,
  );
  for (const { transaction_id: id } of unbalanced)
    complaints.push(`Ledger transaction ${id} does not balance.`);
  const [books] = await rows<{ ledger: string; provider: string }>(
    'payment',
    `SELECT (SELECT coalesce(sum(debit_cents - credit_cents), 0) FROM ledger_entries WHERE account = 'PROVIDER_CLEARING') AS ledger,
       (SELECT coalesce(sum(amount_cents), 0) FROM sandbox_charges WHERE state = 'succeeded')
       - (SELECT coalesce(sum(amount_cents), 0) FROM sandbox_refunds) AS provider`,
  );
  if (books?.ledger !== books?.provider) {
    complaints.push(
      `The ledger has ${String(books?.ledger)} at the provider, who has ${String(books?.provider)}.`,
    );
  }

  const sold = new Map(
    (
      await rows<{ product_id: string; sold: string }>(
        'order',
        `SELECT i.product_id, sum(i.quantity) AS sold FROM order_items i
         JOIN orders o ON o.id = i.order_id WHERE o.status = 'CONFIRMED' GROUP BY i.product_id`,
      )
    ).map((row) => [row.product_id, Number(row.sold)]),
  );
  const items = await rows<{ product_id: string; on_hand: number; reserved: number }>(
    'inventory',
    'SELECT product_id, on_hand, reserved FROM stock_items',
  );
  for (const { product_id: id, on_hand: onHand, reserved } of items) {
    const initial = stock.get(id) ?? 0;
    if (reserved !== 0) complaints.push(`${String(reserved)} pieces of product ${id} are still reserved.`);
    if (onHand + (sold.get(id) ?? 0) !== initial) {
      complaints.push(
        `Product ${id}: ${String(onHand)} in stock and ${String(sold.get(id) ?? 0)} sold of ${String(initial)}.`,
      );
    }
  }

  const told = new Map(
    (
      await rows<{ order_id: string; template: string; most: string }>(
        'notification',
        `SELECT order_id, template, max(number) AS most FROM (
           SELECT order_id, template, channel, count(*) AS number FROM notifications
           WHERE order_id IS NOT NULL GROUP BY order_id, template, channel) AS each GROUP BY order_id, template`,
      )
    ).map((row) => [`${row.order_id} ${row.template}`, Number(row.most)]),
  );
  for (const { id, status, confirmed } of orders) {
    for (const [template, isDue] of [
      ['order-confirmed', confirmed],
      ['order-cancelled', status === 'CANCELLED'],
    ] as const) {
      const times = told.get(`${id} ${template}`) ?? 0;
      if (times !== (isDue ? 1 : 0))
        complaints.push(`Order ${id}: ${template} is noted ${String(times)} times.`);
    }
  }

  for (const domain of ['auth', 'product', 'order', 'payment', 'inventory', 'notification'] as const) {
    const [outbox] = await rows<{ count: string }>(domain, 'SELECT count(*) FROM outbox');
    if (outbox?.count !== '0')
      complaints.push(`The outbox of ${domain} has ${String(outbox?.count)} messages.`);
  }
  // Who handles an order's messages remembers at least one for each.
  for (const domain of ['order', 'inventory'] as const) {
    const [inbox] = await rows<{ count: string }>(domain, 'SELECT count(*) FROM inbox');
    if (Number(inbox?.count) < orders.length) {
      complaints.push(
        `The inbox of ${domain} remembers ${String(inbox?.count)} messages for ${String(orders.length)} orders.`,
      );
    }
  }
  return complaints;
}
