import { money } from '@techally/money';
import { seedAccounts } from '@techally/subgraph-auth';
import { seedStock } from '@techally/subgraph-inventory';
import type { ServiceName } from '@techally/subgraph-kit';
import { seedProducts } from '@techally/subgraph-order';
import { seedCatalogue } from '@techally/subgraph-product';
import { seedProfiles } from '@techally/subgraph-user';
import { readSuperstore } from '@techally/superstore';
import { DEMO_ACCOUNTS } from './demo-accounts.js';
import { insist } from './insist.js';

/**
 * Loads the demonstration: the Superstore catalogue with prices and stock, and three accounts. Each domain gets its
 * own part in its own database; what is there already stays as it is.
 */
export async function seedDemo(urlFor: (domain: ServiceName) => string): Promise<void> {
  const { categories, products } = readSuperstore();
  const seeds = [
    () =>
      seedCatalogue(urlFor('product'), {
        categories,
        products: products.map(({ id, sku, name, description, categoryId, specifications, priceCents }) => ({
          id,
          sku,
          name,
          description,
          categoryId,
          specifications: { ...specifications },
          price: money(priceCents),
        })),
      }),
    () =>
      seedStock(
        urlFor('inventory'),
        products.map(({ id, initialStock }) => ({ productId: id, onHand: initialStock })),
      ),
    () =>
      seedProducts(
        urlFor('order'),
        products.map(({ id, name, priceCents }) => ({ id, name, priceCents, version: 1 })),
      ),
    () =>
      seedAccounts(
        urlFor('auth'),
        DEMO_ACCOUNTS.map(({ id, email, password, role, tier }) => ({
          id,
          email,
          password,
          role,
          tier,
          emailVerified: true,
        })),
      ),
    () =>
      seedProfiles(
        urlFor('user'),
        DEMO_ACCOUNTS.map(({ id, firstName, lastName }) => ({ userId: id, firstName, lastName })),
      ),
  ];
  await Promise.all(seeds.map((seed) => insist(seed)));
}
