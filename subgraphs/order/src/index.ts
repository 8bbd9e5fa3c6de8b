export { seedProducts } from './adapters/seed-products.js';
export type { SeedProduct } from './adapters/seed-products.js';
export type { CarrierOptions } from './adapters/create-carriers.js';
export { parseCarrierOptions } from './adapters/parse-carrier-options.js';
export { createOrderService } from './create-service.js';
export type { OrderServiceOptions } from './create-service.js';
