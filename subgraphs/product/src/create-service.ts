import {
  and,
  createSubgraph,
  fieldLimitRules,
  isAdminWith,
  isAnyone,
  isUserWith,
  isUuid,
  reportOutages,
} from '@techally/subgraph-kit';
import type { Service, ServiceDependencies } from '@techally/subgraph-kit';
import { createMessageConsumer, createOutboxRelay, handlersOf } from '@techally/messaging';
import { fillSearchTexts } from './adapters/fill-search-texts.js';
import { createPostgresProductSearch } from './adapters/postgres-search/create-postgres-product-search.js';
import { createDatabase } from './adapters/prisma-client.js';
import { createPrismaCategoryStore } from './adapters/prisma-category-store.js';
import { createPrismaProductStore } from './adapters/prisma-product-store.js';
import { createPrismaReviewStore } from './adapters/prisma-review-store.js';
import { createCategoryManagement } from './application/manage-categories.js';
import { createProductManagement } from './application/manage-products.js';
import { createReviewManagement } from './application/manage-reviews.js';
import { MessageHandlers } from './events/message-handlers.js';
import { CategoryResolver } from './resolvers/category-resolver.js';
import type { ProductContext } from './resolvers/product-context.js';
import { createLoaders } from './resolvers/product-context.js';
import { ProductResolver } from './resolvers/product-resolver.js';
import { ReviewResolver } from './resolvers/review-resolver.js';
import { SearchResolver } from './resolvers/search-resolver.js';
import { showCategory, showProduct, showReview } from './resolvers/show.js';

interface Representation {
  readonly id: string;
}

/** Puts the product service together: catalogue, categories, reviews and search. */
export async function createProductService(dependencies: ServiceDependencies): Promise<Service> {
  const { databaseUrl, bus, logger, now = () => new Date() } = dependencies;
  const database = createDatabase(dependencies);
  const products = createPrismaProductStore(database);
  const categories = createPrismaCategoryStore(database);
  const reviews = createPrismaReviewStore(database);
  const relay = createOutboxRelay({
    databaseUrl,
    bus,
    ...reportOutages(logger, 'product outbox relay'),
  });
  const wakeOutbox = () => {
    relay.wake();
  };

  const productResolver = new ProductResolver(
    products,
    createProductManagement({ products, categories, now, wakeOutbox }),
  );
  const subgraph = await createSubgraph<ProductContext>({
    name: 'product',
    identitySecret: dependencies.identitySecret,
    logger,
    resolvers: [
      productResolver,
      new CategoryResolver(categories, createCategoryManagement({ categories, wakeOutbox }), productResolver),
      new ReviewResolver(createReviewManagement({ reviews, products, wakeOutbox })),
      new SearchResolver(createPostgresProductSearch(database)),
    ],
    references: {
      Product: async ({ id }: Representation, { loaders }: ProductContext) => {
        const product = isUuid(id) ? await loaders.product.load(id.toLowerCase()) : null;
        return product && showProduct(product);
      },
      Category: async ({ id }: Representation, { loaders }: ProductContext) => {
        const category = isUuid(id) ? await loaders.category.load(id.toLowerCase()) : null;
        return category && showCategory(category);
      },
      Review: async ({ id }: Representation, { loaders }: ProductContext) => {
        const review = isUuid(id) ? await loaders.review.load(id.toLowerCase()) : null;
        return review && review.status === 'PUBLISHED' ? showReview(review) : null;
      },
    },
    rules: {
      Query: {
        product: isAnyone,
        products: isAnyone,
        categories: isAnyone,
        searchProducts: isAnyone,
        suggestProducts: isAnyone,
      },
      Mutation: {
        createProduct: isAdminWith('admin:products:write'),
        updateProduct: isAdminWith('admin:products:write'),
        archiveProduct: isAdminWith('admin:products:write'),
        createCategory: isAdminWith('admin:products:write'),
        updateCategory: isAdminWith('admin:products:write'),
        moderateReview: isAdminWith('admin:reviews:write'),
        addReview: and(isUserWith('reviews:write'), fieldLimitRules(dependencies)('addReview', 'account')),
      },
    },
    context: (request) => ({ ...request, loaders: createLoaders({ products, categories, reviews }) }),
  });

  const consumer = createMessageConsumer({
    bus,
    service: 'product',
    handlers: handlersOf('product', new MessageHandlers(reviews)),
  });

  return {
    subgraph,
    async start() {
      await fillSearchTexts(database);
      await consumer.start();
      relay.start();
    },
    async stop() {
      await consumer.close();
      await relay.stop();
      await subgraph.close();
      await database.$disconnect();
    },
    async healthy() {
      return database.$queryRaw`SELECT 1`.then(
        () => true,
        () => false,
      );
    },
  };
}
