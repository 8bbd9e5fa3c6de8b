import { decimalFromCents } from '@techally/money';
import type { NewCategory } from '../ports/category-store.js';
import type { NewProduct } from '../ports/product-store.js';
import type { Prisma } from './generated/prisma/client.js';
import type { Database } from './prisma-client.js';

/** Inserts categories and products in bulk; rows whose key exists are left alone. */
export async function insertCatalogue(
  database: Database,
  {
    categories,
    products,
  }: { readonly categories: readonly NewCategory[]; readonly products: readonly NewProduct[] },
): Promise<void> {
  await database.$transaction(async (tx) => {
    await tx.category.createMany({ data: [...categories], skipDuplicates: true });
    await tx.product.createMany({
      data: products.map(({ price, specifications, ...product }) => ({
        ...product,
        price: decimalFromCents(price.cents),
        currencyCode: price.currencyCode,
        specifications: specifications as Prisma.InputJsonObject,
      })),
      skipDuplicates: true,
    });
  });
}
