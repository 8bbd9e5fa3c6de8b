import { decimalFromCents } from '@techally/money';
import type { NewCategory } from '../ports/category-store.js';
import type { NewProduct } from '../ports/product-store.js';
import type { Prisma } from './generated/prisma/client.js';
import type { Database } from './prisma-client.js';
import { lockSearchTexts, writeSearchTexts } from './write-search-texts.js';

/** Milliseconds that a catalogue may take. */
const PATIENCE = 120_000;

/** Inserts categories and products in bulk, found by search at once; rows whose key exists are left alone. */
export async function insertCatalogue(
  database: Database,
  {
    categories,
    products,
  }: { readonly categories: readonly NewCategory[]; readonly products: readonly NewProduct[] },
): Promise<void> {
  await database.$transaction(
    async (tx) => {
      await lockSearchTexts(tx, 'product');
      await tx.category.createMany({ data: [...categories], skipDuplicates: true });
      const inserted = await tx.product.createManyAndReturn({
        select: { id: true },
        data: products.map(({ price, specifications, ...product }) => ({
          ...product,
          price: decimalFromCents(price.cents),
          currencyCode: price.currencyCode,
          specifications: specifications as Prisma.InputJsonObject,
        })),
        skipDuplicates: true,
      });
      await writeSearchTexts(
        tx,
        inserted.map(({ id }) => id),
        { inStock: true },
      );
    },
    { timeout: PATIENCE },
  );
}
