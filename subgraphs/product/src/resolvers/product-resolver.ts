import { centsFromDecimal, money } from '@techally/money';
import type { Connection } from '@techally/subgraph-kit';
import { auditActor, ConnectionArgs, pageRequest, toConnection, uuidArgument } from '@techally/subgraph-kit';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { ProductManagement } from '../application/manage-products.js';
import { productCursor } from '../ports/product-cursor.js';
import type { ProductOrder, ProductStore } from '../ports/product-store.js';
import {
  ArchiveProductInput,
  CreateProductInput,
  ProductFilterInput,
  ProductSort,
  UpdateProductInput,
} from './inputs/product-inputs.js';
import {
  ArchiveProductPayload,
  CreateProductPayload,
  UpdateProductPayload,
} from './payloads/catalogue-payloads.js';
import { REVIEW_ORDER } from '../ports/review-store.js';
import type { ProductContext } from './product-context.js';
import { productFilter } from './product-filter-of-input.js';
import { showCategory, showProduct, showReview } from './show.js';
import { CategoryType } from './types/category-type.js';
import { ProductConnection, ProductType } from './types/product-type.js';
import type { ReviewType } from './types/review-type.js';
import { ReviewConnection } from './types/review-type.js';

@Resolver(() => ProductType)
export class ProductResolver {
  constructor(
    private readonly productStore: ProductStore,
    private readonly management: ProductManagement,
  ) {}

  @Query(() => ProductType, {
    nullable: true,
    description: 'One product, also an archived one; null when there is none.',
  })
  async product(
    @Arg('id', () => ID) id: string,
    @Ctx() { loaders }: ProductContext,
  ): Promise<ProductType | null> {
    const product = await loaders.product.load(uuidArgument('id', id));
    return product && showProduct(product);
  }

  @Query(() => ProductConnection, { description: 'The catalogue.' })
  async products(
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => ProductFilterInput, { nullable: true }) filter: ProductFilterInput | null,
    @Arg('sort', () => ProductSort, { defaultValue: ProductSort.NAME }) sort: ProductSort,
  ): Promise<Connection<ProductType>> {
    return this.list(args, filter, sort);
  }

  @FieldResolver(() => CategoryType, { description: 'The category that it belongs to.' })
  async category(@Root() product: ProductType, @Ctx() { loaders }: ProductContext): Promise<CategoryType> {
    const category = await loaders.category.load(product.categoryId);
    if (category === null) throw new Error(`Product ${product.id} has no category.`);
    return showCategory(category);
  }

  @FieldResolver(() => ReviewConnection, { description: 'Its published reviews, the newest first.' })
  async reviews(
    @Root() product: ProductType,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() { loaders }: ProductContext,
  ): Promise<Connection<ReviewType>> {
    const page = pageRequest(args);
    return toConnection({
      rows: await loaders.reviewPage(product.id, page),
      page,
      order: REVIEW_ORDER,
      cursorOf: (review) => [review.createdAt.toISOString(), review.id],
      nodeOf: showReview,
      totalCount: () => loaders.reviewCount.load(product.id),
    });
  }

  @Mutation(() => CreateProductPayload, {
    description: 'Adds a product to the catalogue. For administrators.',
  })
  async createProduct(
    @Arg('input', () => CreateProductInput) input: CreateProductInput,
    @Ctx() context: ProductContext,
  ) {
    const product = await this.management.create(auditActor(context), {
      ...input,
      price: money(centsFromDecimal(input.price)),
      specifications: input.specifications ?? {},
    });
    return { product: showProduct(product), userErrors: [] };
  }

  @Mutation(() => UpdateProductPayload, { description: 'Changes a product. For administrators.' })
  async updateProduct(
    @Arg('input', () => UpdateProductInput) { id, version, ...change }: UpdateProductInput,
    @Ctx() context: ProductContext,
  ) {
    const product = await this.management.update(auditActor(context), {
      id,
      version,
      ...(change.name == null ? {} : { name: change.name }),
      ...(change.description == null ? {} : { description: change.description }),
      ...(change.price == null ? {} : { price: money(centsFromDecimal(change.price)) }),
      ...(change.categoryId == null ? {} : { categoryId: change.categoryId }),
      ...(change.specifications == null ? {} : { specifications: change.specifications }),
    });
    return { product: showProduct(product), userErrors: [] };
  }

  @Mutation(() => ArchiveProductPayload, {
    description: 'Takes a product out of the catalogue. For administrators.',
  })
  async archiveProduct(
    @Arg('input', () => ArchiveProductInput) input: ArchiveProductInput,
    @Ctx() context: ProductContext,
  ) {
    const product = await this.management.archive(auditActor(context), input);
    return { product: showProduct(product), userErrors: [] };
  }

  /** One page of the catalogue; also the products of a category. */
  async list(
    args: ConnectionArgs,
    input: ProductFilterInput | null,
    order: ProductOrder,
  ): Promise<Connection<ProductType>> {
    const page = pageRequest(args);
    const filter = productFilter(input);
    return toConnection({
      rows: await this.productStore.page(filter, order, page),
      page,
      order,
      cursorOf: (product) => productCursor(order, product),
      nodeOf: showProduct,
      totalCount: () => this.productStore.count(filter),
    });
  }
}
