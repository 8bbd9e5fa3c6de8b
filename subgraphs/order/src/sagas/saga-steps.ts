import type { SagaStepName } from '../domain/saga.js';
import type { SagaStep } from './saga-step.js';
import { createShipment } from './steps/create-shipment.js';
import { processPayment } from './steps/process-payment.js';
import { reserveInventory } from './steps/reserve-inventory.js';
import { validateOrder } from './steps/validate-order.js';

/** The steps by name; `SAGA_STEPS` has their order. */
export const STEPS: Readonly<Record<SagaStepName, SagaStep>> = {
  validateOrder,
  reserveInventory,
  processPayment,
  createShipment,
};
