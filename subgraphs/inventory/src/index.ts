export { createInventoryService } from './create-service.js';
export { seedStock, type StockSeed } from './seed-stock.js';
