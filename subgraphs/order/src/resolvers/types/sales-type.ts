import { connectionType, MoneyType } from '@techally/subgraph-kit';
import { Field, Int, ObjectType } from 'type-graphql';
import type { SalesPeriod } from '../../ports/sales-report.js';
import { ProductReference } from './product-reference.js';

@ObjectType('ProductSales', { description: 'What was sold of one product.' })
export class ProductSalesType {
  @Field(() => ProductReference, { description: 'The product.' })
  product: ProductReference;

  @Field(() => String, { description: 'The name of the product.' })
  productName: string;

  @Field(() => Int, { description: 'How many pieces were sold.' })
  units: number;

  @Field(() => MoneyType, {
    description: 'What they brought: pieces times the price at which each was bought.',
  })
  revenue: MoneyType;
}

@ObjectType('SalesStatistics', {
  description: 'What was sold: orders that are CONFIRMED, SHIPPED or DELIVERED.',
})
export class SalesStatisticsType {
  // Resolved by SalesResolver.
  period: SalesPeriod;
}

export const ProductSalesConnection = connectionType(() => ProductSalesType, {
  name: 'ProductSales',
  items: 'sold products',
});
