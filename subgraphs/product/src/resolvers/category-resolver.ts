import type { Connection } from '@techally/subgraph-kit';
import { auditActor, ConnectionArgs, MAX_PAGE_SIZE, pageRequest, toConnection } from '@techally/subgraph-kit';
import { Arg, Args, Ctx, Directive, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { CategoryManagement } from '../application/manage-categories.js';
import { CATEGORY_ORDER, type CategoryStore } from '../ports/category-store.js';
import { CategoryFilterInput, CreateCategoryInput, UpdateCategoryInput } from './inputs/category-inputs.js';
import { ProductSort } from './inputs/product-inputs.js';
import { CreateCategoryPayload, UpdateCategoryPayload } from './payloads/catalogue-payloads.js';
import type { ProductContext } from './product-context.js';
import type { ProductResolver } from './product-resolver.js';
import { showCategory } from './show.js';
import { CategoryConnection, CategoryType } from './types/category-type.js';
import type { ProductType } from './types/product-type.js';
import { ProductConnection } from './types/product-type.js';

@Resolver(() => CategoryType)
export class CategoryResolver {
  constructor(
    private readonly categoryStore: CategoryStore,
    private readonly management: CategoryManagement,
    private readonly productResolver: ProductResolver,
  ) {}

  // Its page is the largest one when nothing is said, so that menus come whole.
  @Directive(
    '@listSize(slicingArguments: ["first", "last"], sizedFields: ["edges"], assumedSize: 100, requireOneSlicingArgument: false)',
  )
  @Query(() => CategoryConnection, { description: 'The categories, by name.' })
  async categories(
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => CategoryFilterInput, { nullable: true }) input: CategoryFilterInput | null,
  ): Promise<Connection<CategoryType>> {
    const page = pageRequest(args, MAX_PAGE_SIZE);
    const filter =
      input?.rootsOnly === true
        ? { parentId: null }
        : input?.parentId == null
          ? {}
          : { parentId: input.parentId };
    return toConnection({
      rows: await this.categoryStore.page(filter, page),
      page,
      order: CATEGORY_ORDER.name,
      cursorOf: ({ name, id }) => [name, id],
      nodeOf: showCategory,
      totalCount: () => this.categoryStore.count(filter),
    });
  }

  @FieldResolver(() => CategoryType, { nullable: true, description: 'The category above; null for a root.' })
  async parent(
    @Root() category: CategoryType,
    @Ctx() { loaders }: ProductContext,
  ): Promise<CategoryType | null> {
    if (category.parentId === null) return null;
    const parent = await loaders.category.load(category.parentId);
    return parent && showCategory(parent);
  }

  @FieldResolver(() => [CategoryType], { description: 'The categories right below, by name.' })
  async children(
    @Root() category: CategoryType,
    @Ctx() { loaders }: ProductContext,
  ): Promise<CategoryType[]> {
    return (await loaders.childCategories.load(category.id)).map(showCategory);
  }

  @FieldResolver(() => ProductConnection, {
    description: 'The products of this category and of all below it.',
  })
  async products(
    @Root() category: CategoryType,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('sort', () => ProductSort, { defaultValue: ProductSort.NAME }) sort: ProductSort,
  ): Promise<Connection<ProductType>> {
    return this.productResolver.list(args, { categoryId: category.id }, sort);
  }

  @Mutation(() => CreateCategoryPayload, { description: 'Adds a category. For administrators.' })
  async createCategory(
    @Arg('input', () => CreateCategoryInput) { name, parentId }: CreateCategoryInput,
    @Ctx() context: ProductContext,
  ) {
    const category = await this.management.create(auditActor(context), { name, parentId: parentId ?? null });
    return { category: showCategory(category), userErrors: [] };
  }

  @Mutation(() => UpdateCategoryPayload, { description: 'Renames or moves a category. For administrators.' })
  async updateCategory(
    @Arg('input', () => UpdateCategoryInput) { id, version, name, parentId }: UpdateCategoryInput,
    @Ctx() context: ProductContext,
  ) {
    const category = await this.management.update(auditActor(context), {
      id,
      version,
      ...(name == null ? {} : { name }),
      ...(parentId === undefined ? {} : { parentId }),
    });
    return { category: showCategory(category), userErrors: [] };
  }
}
