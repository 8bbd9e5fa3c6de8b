import { randomUUID } from 'node:crypto';
import type { Money } from '@techally/money';
import type { AuditActor } from '@techally/subgraph-kit';
import { auditRecorded, changedProperties, ErrorCode, isUuid, refuse } from '@techally/subgraph-kit';
import type { Product, Specifications } from '../domain/product.js';
import type { CategoryStore } from '../ports/category-store.js';
import type { ProductStore } from '../ports/product-store.js';
import { productState } from './audited-states.js';
import { productArchived, productCreated, productUpdated } from './product-messages.js';

export interface CreateProduct {
  readonly sku: string;
  readonly name: string;
  readonly description: string;
  readonly price: Money;
  readonly categoryId: string;
  readonly specifications: Specifications;
  readonly initialStock: number;
}

export interface UpdateProduct {
  readonly id: string;
  readonly version: number;
  readonly name?: string;
  readonly description?: string;
  readonly price?: Money;
  readonly categoryId?: string;
  readonly specifications?: Specifications;
}

/** Changes to the catalogue by an administrator, each with its audit record. Each throws a `UserErrorException` for what the input has wrong. */
export interface ProductManagement {
  create(actor: AuditActor, input: CreateProduct): Promise<Product>;
  update(actor: AuditActor, input: UpdateProduct): Promise<Product>;
  /** Takes a product out of the catalogue; archiving twice changes nothing. */
  archive(actor: AuditActor, input: { readonly id: string; readonly version: number }): Promise<Product>;
}

export interface ProductManagementDependencies {
  readonly products: ProductStore;
  readonly categories: CategoryStore;
  readonly now: () => Date;
  /** Called after a commit that wrote messages. */
  readonly wakeOutbox: () => void;
}

export function createProductManagement(dependencies: ProductManagementDependencies): ProductManagement {
  const { products, categories, now, wakeOutbox } = dependencies;

  async function requireCategory(id: string): Promise<void> {
    const [category] = isUuid(id) ? await categories.findMany([id]) : [];
    if (category === undefined) refuse(ErrorCode.NOT_FOUND, 'There is no such category.', 'categoryId');
  }

  async function requireProduct(id: string): Promise<Product> {
    const [product] = isUuid(id) ? await products.findMany([id]) : [];
    return product ?? refuse(ErrorCode.NOT_FOUND, 'There is no such product.', 'id');
  }

  function changed(product: Product | null): Product {
    if (product === null)
      refuse(ErrorCode.VERSION_CONFLICT, 'Somebody changed the product since you read it.', 'version');
    wakeOutbox();
    return product;
  }

  return {
    async create(actor, { initialStock, ...input }) {
      await requireCategory(input.categoryId);
      const product = await products.insert({ id: randomUUID(), ...input }, (inserted) => [
        productCreated(inserted, initialStock),
        auditRecorded(actor, {
          action: 'CREATE_PRODUCT',
          targetId: inserted.id,
          before: null,
          after: { ...productState(inserted), initialStock },
        }),
      ]);
      if (product === null)
        refuse(ErrorCode.ALREADY_EXISTS, 'Another product has this article number.', 'sku');
      wakeOutbox();
      return product;
    },

    async update(actor, { id, version, ...change }) {
      await requireProduct(id);
      if (change.categoryId !== undefined) await requireCategory(change.categoryId);
      return changed(
        await products.update(id, version, change, (updated, before) => [
          productUpdated(updated),
          auditRecorded(actor, {
            action: 'UPDATE_PRODUCT',
            targetId: updated.id,
            ...changedProperties(productState(before), productState(updated)),
          }),
        ]),
      );
    },

    async archive(actor, { id, version }) {
      const product = await requireProduct(id);
      if (product.archivedAt !== null) return product;
      return changed(
        await products.update(id, version, { archivedAt: now() }, (updated, before) => [
          productArchived(updated),
          auditRecorded(actor, {
            action: 'ARCHIVE_PRODUCT',
            targetId: updated.id,
            ...changedProperties(productState(before), productState(updated)),
          }),
        ]),
      );
    },
  };
}
