import type { Connection } from '@techally/subgraph-kit';
import { ConnectionArgs, maySee, pageRequest } from '@techally/subgraph-kit';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { OrderContext } from './order-context.js';
import { orderConnection } from './order-resolver.js';
import type { OrderType } from './types/order-type.js';
import { OrderConnection } from './types/order-type.js';
import { UserType } from './types/user-type.js';

@Resolver(() => UserType)
export class UserResolver {
  @FieldResolver(() => OrderConnection, {
    nullable: true,
    description:
      'The orders of this user, the newest first; null for everybody but the user and administrators.',
  })
  async orders(
    @Root() user: UserType,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() { identity, loaders }: OrderContext,
  ): Promise<Connection<OrderType> | null> {
    const page = pageRequest(args);
    if (!maySee(identity, user.id, 'orders')) return null;
    return orderConnection(await loaders.ordersOfUser(user.id, page), page, () =>
      loaders.orderCount.load(user.id),
    );
  }
}
