import { requireUser } from '@techally/subgraph-kit';
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { CartCaller, CartManagement } from '../application/manage-cart.js';
import {
  AddToCartInput,
  MergeCartInput,
  RemoveFromCartInput,
  SetCartItemInput,
} from './inputs/cart-inputs.js';
import type { OrderContext } from './order-context.js';
import {
  AddToCartPayload,
  MergeCartPayload,
  RemoveFromCartPayload,
  SetCartItemPayload,
} from './payloads/order-payloads.js';
import { showCart } from './show.js';
import { CartType } from './types/cart-type.js';

@Resolver(() => CartType)
export class CartResolver {
  constructor(private readonly management: CartManagement) {}

  @Query(() => CartType, {
    nullable: true,
    description:
      "A signed-in user's own cart, or the guest's cart of the token; null for a guest without a cart.",
  })
  async cart(
    @Arg('token', () => String, { nullable: true, description: 'The token of a guest cart.' })
    token: string | null,
    @Ctx() context: OrderContext,
  ): Promise<CartType | null> {
    const view = await this.management.view(caller(context, token));
    return view && showCart(view);
  }

  @Mutation(() => AddToCartPayload, {
    description:
      'Puts pieces of a product into the cart, on top of those in it; all of them get the price of now.',
  })
  async addToCart(@Arg('input', () => AddToCartInput) input: AddToCartInput, @Ctx() context: OrderContext) {
    const item = { productId: input.productId.toLowerCase(), quantity: input.quantity };
    return {
      cart: showCart(await this.management.add(caller(context, input.cartToken), item)),
      userErrors: [],
    };
  }

  @Mutation(() => SetCartItemPayload, {
    description: 'Sets how many pieces of a product are in the cart, at the price of now; 0 takes it out.',
  })
  async setCartItem(
    @Arg('input', () => SetCartItemInput) input: SetCartItemInput,
    @Ctx() context: OrderContext,
  ) {
    const item = { productId: input.productId.toLowerCase(), quantity: input.quantity };
    return {
      cart: showCart(await this.management.set(caller(context, input.cartToken), item)),
      userErrors: [],
    };
  }

  @Mutation(() => RemoveFromCartPayload, {
    description: 'Takes a product out of the cart; one that is not in it is no error.',
  })
  async removeFromCart(
    @Arg('input', () => RemoveFromCartInput) input: RemoveFromCartInput,
    @Ctx() context: OrderContext,
  ) {
    const cart = await this.management.remove(
      caller(context, input.cartToken),
      input.productId.toLowerCase(),
    );
    return { cart: showCart(cart), userErrors: [] };
  }

  @Mutation(() => MergeCartPayload, {
    description:
      'Adds a guest cart to the own one, after signing in; the guest cart is gone then. Quantities add up to 1000 at most, ' +
      'and products beyond the hundredth are left out.',
  })
  async mergeCart(
    @Arg('input', () => MergeCartInput) { cartToken }: MergeCartInput,
    @Ctx() context: OrderContext,
  ) {
    return {
      cart: showCart(await this.management.merge(requireUser(context).userId, cartToken)),
      userErrors: [],
    };
  }
}

function caller({ identity }: OrderContext, token: string | null | undefined): CartCaller {
  return { userId: identity.kind === 'user' ? identity.userId : null, token: token ?? null };
}
