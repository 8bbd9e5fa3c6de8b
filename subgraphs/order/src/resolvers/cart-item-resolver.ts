import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { OrderContext } from './order-context.js';
import { CartItemType } from './types/cart-type.js';

@Resolver(() => CartItemType)
export class CartItemResolver {
  @FieldResolver(() => Boolean, {
    description:
      'Whether the product has another price by now. Checkout refuses with PRICE_CHANGED then, and gives the item its new price.',
  })
  async priceChanged(@Root() item: CartItemType, @Ctx() { loaders }: OrderContext): Promise<boolean> {
    const product = await loaders.product.load(item.product.id);
    return product !== null && product.priceCents !== item.unitPriceCents;
  }
}
