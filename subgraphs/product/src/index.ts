export { createProductService } from './create-service.js';
