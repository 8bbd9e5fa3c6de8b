import { decimalFromCents } from '@techally/money';
import { appendToOutbox } from '@techally/messaging';
import type { CursorValueKind, PageRequest } from '@techally/subgraph-kit';
import { decodeCursor } from '@techally/subgraph-kit';
import type { ProductChange, ProductOrder, ProductStore } from '../ports/product-store.js';
import { Prisma } from './generated/prisma/client.js';
import { isUniqueViolation } from './is-unique-violation.js';
import type { Database } from './prisma-client.js';
import { filterCondition, PRODUCT_COLUMNS } from './product-filter.js';
import { productOfRow } from './product-row.js';
import type { RawProduct } from './raw-product.js';
import { productOfRaw } from './raw-product.js';
import { lockSearchTexts, writeSearchTexts } from './write-search-texts.js';

interface SortColumn {
  readonly column: Prisma.Sql;
  readonly type: Prisma.Sql;
  /** What a cursor holds of it. */
  readonly kind: CursorValueKind;
  readonly ascending: boolean;
}

const CREATED = { column: Prisma.sql`p.created_at`, type: Prisma.sql`timestamptz`, kind: 'time' } as const;
const NAME = { column: Prisma.sql`p.name`, type: Prisma.sql`text`, kind: 'text' } as const;
const PRICE = { column: Prisma.sql`p.price`, type: Prisma.sql`numeric`, kind: 'decimal' } as const;

/** The sort column of each order and its direction; ties are broken by id. */
const ORDERS: Readonly<Record<ProductOrder, SortColumn>> = {
  NEWEST: { ...CREATED, ascending: false },
  NAME: { ...NAME, ascending: true },
  PRICE_ASCENDING: { ...PRICE, ascending: true },
  PRICE_DESCENDING: { ...PRICE, ascending: false },
};

/** Products in PostgreSQL. */
export function createPrismaProductStore(database: Database): ProductStore {
  return {
    async findMany(ids) {
      const rows = await database.product.findMany({ where: { id: { in: [...ids] } } });
      return rows.map(productOfRow);
    },

    async page(filter, order, page) {
      const rows = await database.$queryRaw<RawProduct[]>`
        SELECT ${PRODUCT_COLUMNS} FROM products p
        WHERE ${filterCondition(filter)} AND ${beyondCursor(order, page)}
        ORDER BY ${orderBy(order, page)} LIMIT ${page.limit + 1}`;
      return rows.map(productOfRaw);
    },

    async count(filter) {
      const rows = await database.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM products p WHERE ${filterCondition(filter)}`;
      return rows[0]?.count ?? 0;
    },

    async insert({ price, specifications, ...product }, messages) {
      try {
        return await database.$transaction(async (tx) => {
          await lockSearchTexts(tx, 'product');
          const row = await tx.product.create({
            data: {
              ...product,
              price: decimalFromCents(price.cents),
              currencyCode: price.currencyCode,
              specifications: specifications as Prisma.InputJsonObject,
            },
          });
          const inserted = productOfRow(row);
          // There is none of it until the inventory says so.
          await writeSearchTexts(tx, [inserted.id], { inStock: false });
          await appendToOutbox(tx, messages(inserted));
          return inserted;
        });
      } catch (error) {
        if (isUniqueViolation(error)) return null;
        throw error;
      }
    },

    async update(id, version, change, messages) {
      return database.$transaction(async (tx) => {
        await lockSearchTexts(tx, 'product');
        // Of the same version as what is updated, and so all that the change finds.
        const before = await tx.product.findUnique({ where: { id, version } });
        const [row] = await tx.product.updateManyAndReturn({
          where: { id, version },
          data: { ...columnsOf(change), version: { increment: 1 } },
        });
        if (before === null || row === undefined) return null;
        const updated = productOfRow(row);
        await writeSearchTexts(tx, [id]);
        await appendToOutbox(tx, messages(updated, productOfRow(before)));
        return updated;
      });
    },
  };
}

function columnsOf({
  price,
  specifications,
  ...change
}: ProductChange): Prisma.ProductUncheckedUpdateManyInput {
  return {
    ...change,
    ...(price === undefined
      ? {}
      : { price: decimalFromCents(price.cents), currencyCode: price.currencyCode }),
    ...(specifications === undefined ? {} : { specifications: specifications as Prisma.InputJsonObject }),
  };
}

function runsUp(order: ProductOrder, page: PageRequest): boolean {
  return ORDERS[order].ascending === (page.direction === 'forward');
}

function beyondCursor(order: ProductOrder, page: PageRequest): Prisma.Sql {
  if (page.cursor === null) return Prisma.sql`TRUE`;
  const { column, type, kind } = ORDERS[order];
  const [value, id] = decodeCursor(order, page.cursor, [kind, 'uuid']);
  const operator = runsUp(order, page) ? Prisma.sql`>` : Prisma.sql`<`;
  return Prisma.sql`(${column}, p.id) ${operator} (${value}::${type}, ${id}::uuid)`;
}

function orderBy(order: ProductOrder, page: PageRequest): Prisma.Sql {
  const direction = runsUp(order, page) ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  return Prisma.sql`${ORDERS[order].column} ${direction}, p.id ${direction}`;
}
