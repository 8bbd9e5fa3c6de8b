import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { codeField } from '../fields/code.js';
import { idField } from '../fields/id.js';

/**
 * Sent by order each time when the processing of an order gives up and is parked: an operator has to decide.
 * Consumed by notification, which tells the operators.
 */
export const SagaParked = defineMessage({
  type: 'SagaParked',
  version: 1,
  kind: 'event',
  data: z.object({
    sagaId: idField,
    orderId: idField,
    /** The order's number as customers read it. */
    number: z.string().min(1),
    /** The step at work, e.g. `processPayment`. */
    step: z.string().min(1),
    /** What it was doing: `RUNNING` (carrying the order out) or `COMPENSATING` (undoing it). */
    parkedState: codeField,
    /** What is wrong, for people. */
    problem: z.string().min(1),
  }),
});
