import { money } from '@techally/money';
import type { Connection } from '@techally/subgraph-kit';
import { ConnectionArgs, MoneyType, pageRequest, toConnection, toMoneyType } from '@techally/subgraph-kit';
import { Arg, Args, Directive, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { SALES_ORDER, type SalesPeriod, type SalesReport, type SalesTotals } from '../ports/sales-report.js';
import { SalesFilterInput } from './inputs/sales-inputs.js';
import { showProductSales } from './show.js';
import type { ProductSalesType } from './types/sales-type.js';
import { ProductSalesConnection, SalesStatisticsType } from './types/sales-type.js';

@Resolver(() => SalesStatisticsType)
export class SalesResolver {
  /** The three totals of one answer come from one query; whoever only turns pages pays for none. */
  private readonly totals = new WeakMap<SalesStatisticsType, Promise<SalesTotals>>();

  constructor(private readonly report: SalesReport) {}

  @Directive('@cost(weight: 20)')
  @Query(() => SalesStatisticsType, { description: 'What was sold. For administrators.' })
  salesStatistics(
    @Arg('filter', () => SalesFilterInput, { nullable: true }) input: SalesFilterInput | null,
  ): SalesStatisticsType {
    return { period: period(input) };
  }

  @FieldResolver(() => Int, { description: 'How many orders.' })
  async orders(@Root() statistics: SalesStatisticsType): Promise<number> {
    return (await this.totalsOf(statistics)).orders;
  }

  @FieldResolver(() => Int, { description: 'How many pieces.' })
  async units(@Root() statistics: SalesStatisticsType): Promise<number> {
    return (await this.totalsOf(statistics)).units;
  }

  @FieldResolver(() => MoneyType, {
    description: 'What they brought: pieces times the price at which each was bought, without shipping.',
  })
  async revenue(@Root() statistics: SalesStatisticsType): Promise<MoneyType> {
    return toMoneyType(money((await this.totalsOf(statistics)).revenueCents));
  }

  @FieldResolver(() => ProductSalesConnection, {
    description: 'The same for each product, in the order of their ids.',
  })
  async byProduct(
    @Root() { period: within }: SalesStatisticsType,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<ProductSalesType>> {
    const page = pageRequest(args);
    return toConnection({
      rows: await this.report.products(within, page),
      page,
      order: SALES_ORDER,
      cursorOf: (sale) => [sale.productId],
      nodeOf: showProductSales,
      totalCount: () => this.report.countProducts(within),
    });
  }

  private totalsOf(statistics: SalesStatisticsType): Promise<SalesTotals> {
    const known = this.totals.get(statistics);
    if (known !== undefined) return known;
    const totals = this.report.totals(statistics.period);
    this.totals.set(statistics, totals);
    return totals;
  }
}

function period(input: SalesFilterInput | null): SalesPeriod {
  return {
    ...(input?.from == null ? {} : { from: input.from }),
    ...(input?.to == null ? {} : { to: input.to }),
  };
}
