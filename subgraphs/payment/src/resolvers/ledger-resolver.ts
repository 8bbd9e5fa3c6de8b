import type { Connection } from '@techally/subgraph-kit';
import { ConnectionArgs, pageRequest, toConnection } from '@techally/subgraph-kit';
import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { LedgerStore } from '../ports/ledger-store.js';
import { LEDGER_ORDER } from '../ports/ledger-store.js';
import { LedgerFilterInput } from './inputs/payment-inputs.js';
import type { PaymentContext } from './payment-context.js';
import { showLedgerEntry, showPaymentTo } from './show.js';
import { LedgerEntryConnection, LedgerEntryType } from './types/ledger-entry-type.js';
import { PaymentType } from './types/payment-type.js';

@Resolver(() => LedgerEntryType)
export class LedgerResolver {
  constructor(private readonly ledgerStore: LedgerStore) {}

  @Query(() => LedgerEntryConnection, {
    description: 'The ledger of money movements, the newest first. For administrators.',
  })
  async ledger(
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => LedgerFilterInput, { nullable: true, description: 'What to narrow the list to.' })
    input: LedgerFilterInput | null,
  ): Promise<Connection<LedgerEntryType>> {
    const page = pageRequest(args);
    const filter = input?.paymentId == null ? {} : { paymentId: input.paymentId };
    return toConnection({
      rows: await this.ledgerStore.page(filter, page),
      page,
      order: LEDGER_ORDER,
      cursorOf: (entry) => [entry.at.toISOString(), entry.id],
      nodeOf: showLedgerEntry,
      totalCount: () => this.ledgerStore.count(filter),
    });
  }

  @FieldResolver(() => PaymentType, { nullable: true, description: 'The payment whose money moved.' })
  async payment(
    @Root() { paymentId }: LedgerEntryType,
    @Ctx() context: PaymentContext,
  ): Promise<PaymentType | null> {
    return showPaymentTo(context, await context.loaders.payment.load(paymentId));
  }
}
