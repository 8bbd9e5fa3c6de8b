import type { MessageByType } from '@techally/contracts';
import type { CatalogueProduct } from '../domain/catalogue-product.js';

/** What the read model keeps of an announced product. */
export function productOfMessage(data: MessageByType<'ProductUpdated'>['data']): CatalogueProduct {
  return {
    id: data.productId.toLowerCase(),
    name: data.name,
    priceCents: data.price.cents,
    currencyCode: data.price.currencyCode,
    archived: data.archived,
    version: data.version,
  };
}
