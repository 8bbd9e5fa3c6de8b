import type { Connection } from '@techally/subgraph-kit';
import { auditActor, ConnectionArgs, pageRequest, toConnection } from '@techally/subgraph-kit';
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { CompensateSaga } from '../application/compensate-saga.js';
import type { RetrySaga } from '../application/retry-saga.js';
import { SAGA_ORDER, type SagaStore } from '../ports/saga-store.js';
import { CompensateSagaInput, RetrySagaInput, SagaFilterInput } from './inputs/saga-inputs.js';
import type { OrderContext } from './order-context.js';
import { CompensateSagaPayload, RetrySagaPayload } from './payloads/order-payloads.js';
import { showOrder, showSaga } from './show.js';
import { OrderType } from './types/order-type.js';
import { SagaConnection, SagaEventType, SagaType } from './types/saga-type.js';

@Resolver(() => SagaType)
export class SagaResolver {
  constructor(
    private readonly sagaStore: SagaStore,
    private readonly resume: RetrySaga,
    private readonly compensate: CompensateSaga,
  ) {}

  @Query(() => SagaConnection, {
    description: 'How the processing of orders goes, the newest first. For administrators.',
  })
  async sagas(
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => SagaFilterInput, { nullable: true }) input: SagaFilterInput | null,
  ): Promise<Connection<SagaType>> {
    const page = pageRequest(args);
    const filter = input?.state == null ? {} : { state: input.state };
    return toConnection({
      rows: await this.sagaStore.page(filter, page),
      page,
      order: SAGA_ORDER,
      cursorOf: (saga) => [saga.createdAt.toISOString(), saga.id],
      nodeOf: showSaga,
      totalCount: () => this.sagaStore.count(filter),
    });
  }

  @FieldResolver(() => OrderType, { description: 'The order that it processes.' })
  async order(@Root() saga: SagaType, @Ctx() { loaders }: OrderContext): Promise<OrderType> {
    const order = await loaders.order.load(saga.orderId);
    if (order === null) throw new Error(`Saga ${saga.id} has no order.`);
    return showOrder(order);
  }

  @FieldResolver(() => [SagaEventType], { description: 'What happened in it, the oldest first.' })
  async history(@Root() saga: SagaType, @Ctx() { loaders }: OrderContext): Promise<SagaEventType[]> {
    return (await loaders.sagaHistory.load(saga.id)).map(({ step, kind, at, note }) => ({
      step,
      kind,
      at,
      note,
    }));
  }

  @Mutation(() => RetrySagaPayload, {
    description: 'Sends the command of a PARKED saga again. For administrators.',
  })
  async retrySaga(@Arg('input', () => RetrySagaInput) input: RetrySagaInput, @Ctx() context: OrderContext) {
    const saga = await this.resume(auditActor(context), input.sagaId.toLowerCase());
    return { saga: showSaga(saga), userErrors: [] };
  }

  @Mutation(() => CompensateSagaPayload, {
    description:
      'Turns a PARKED saga round: everything that may have been done is undone (a charge is refunded or called off, the stock is released), and the order ends CANCELLED with CANCELLED_BY_ADMIN. A saga that was parked while it was being undone sends that command again, as retrySaga does, and its order keeps the failure that it has. INVALID_STATE when the saga is not parked. For administrators.',
  })
  async compensateSaga(
    @Arg('input', () => CompensateSagaInput) { sagaId, reason }: CompensateSagaInput,
    @Ctx() context: OrderContext,
  ) {
    const saga = await this.compensate(auditActor(context), {
      sagaId: sagaId.toLowerCase(),
      reason: reason.trim(),
    });
    return { saga: showSaga(saga), userErrors: [] };
  }
}
