export { createProductService } from './create-service.js';
export { seedCatalogue } from './seed-catalogue.js';
export type { CatalogueSeed } from './seed-catalogue.js';
