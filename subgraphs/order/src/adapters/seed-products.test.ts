import { randomUUID } from 'node:crypto';
import { createTestDatabase } from '@techally/database/testing';
import { expect, it } from 'vitest';
import { createDatabase } from './prisma-client.js';
import { seedProducts } from './seed-products.js';

it('seedProducts writes thousands of products, again without harm, and never goes back to an older version', async () => {
  const { url, close } = await createTestDatabase('order');
  const database = createDatabase({ databaseUrl: url });
  const products = Array.from({ length: 2_500 }, (_, index) => ({
    id: randomUUID(),
    name: `Product ${String(index)}`,
    priceCents: index + 1,
    version: 1,
  }));
  const [first] = products;
  await seedProducts(url, products);
  await database.product.updateMany({ where: { id: first!.id }, data: { name: 'Renamed', version: 2 } });
  await seedProducts(url, products);
  expect(await database.product.count()).toBe(2_500);
  expect(await database.product.findUnique({ where: { id: first!.id } })).toMatchObject({
    name: 'Renamed',
    version: 2,
  });
  await database.$disconnect();
  await close();
});
