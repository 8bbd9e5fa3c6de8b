import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { availableOf } from '../domain/stock-item.js';
import type { InventoryContext } from './inventory-context.js';
import { showStockLevel } from './show.js';
import { ProductReference, StockLevelType } from './types/stock-types.js';

/** What the inventory adds to products; everybody may see it. */
@Resolver(() => ProductReference)
export class ProductStockResolver {
  @FieldResolver(() => StockLevelType, {
    nullable: true,
    description: 'How much there is of it; null while that cannot be found out.',
  })
  async stock(
    @Root() product: ProductReference,
    @Ctx() { loaders }: InventoryContext,
  ): Promise<StockLevelType> {
    return showStockLevel(await loaders.stock.load(product.id));
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Whether it can be bought now: it is still sold, and there is some of it.',
  })
  @Directive('@requires(fields: "archived")')
  async purchasable(
    @Root() product: ProductReference,
    @Ctx() { loaders }: InventoryContext,
  ): Promise<boolean> {
    const stock = await loaders.stock.load(product.id);
    return product.archived === false && stock !== null && availableOf(stock) > 0;
  }
}
