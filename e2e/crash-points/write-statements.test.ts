import { describe, expect, it } from 'vitest';
import { isWrite, nameOfStatement } from './write-statements.js';

describe('statements that write', () => {
  it.each([
    'INSERT INTO orders (id) VALUES ($1)',
    'update "orders" SET status = $1',
    'DELETE FROM outbox',
    'COMMIT',
    'WITH changed AS (UPDATE payments SET status = $1 RETURNING *) SELECT * FROM changed',
    'BEGIN; DELETE FROM outbox RETURNING message',
    'INSERT INTO inbox (id) VALUES ($1) ON CONFLICT DO UPDATE SET id = $1',
  ])('%s', (sql) => {
    expect(isWrite(sql)).toBe(true);
  });

  it.each([
    'SELECT * FROM orders WHERE id = $1 FOR UPDATE',
    'SELECT * FROM stock_items FOR NO KEY UPDATE SKIP LOCKED',
    'BEGIN',
    'ROLLBACK',
    'SELECT updated_at FROM orders',
  ])('and not: %s', (sql) => {
    expect(isWrite(sql)).toBe(false);
  });
});

it('a statement has one name for any number of values and rows', () => {
  const name = nameOfStatement('INSERT INTO a (x, y) VALUES ($1,$2)');
  expect(nameOfStatement('INSERT INTO a (x, y)\n VALUES ($1,$2), ($3,$4)').startsWith(name)).toBe(true);
  expect(nameOfStatement('SELECT 1 WHERE x IN ($1,$2,$3)')).toBe(
    nameOfStatement('SELECT 1 WHERE x IN ($1,$2)'),
  );
});
