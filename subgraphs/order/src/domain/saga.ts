import type { OrderFailure } from './order.js';

/** The steps of an order's saga, in the order in which they are taken. */
export const SAGA_STEPS = ['validateOrder', 'reserveInventory', 'processPayment', 'createShipment'] as const;
export type SagaStepName = (typeof SAGA_STEPS)[number];

/**
 * - RUNNING: goes forward, step by step.
 * - COMPENSATING: undoes what was done, the last step first.
 * - COMPLETED: every step is done. A cancellation or a refund can still set it COMPENSATING.
 * - COMPENSATED: everything is undone. Late news of a step that was done after all can still set it COMPENSATING.
 * - PARKED: gave up for now; a late answer or an operator moves it on (`retrySaga`, `compensateSaga`).
 */
export const SAGA_STATES = ['RUNNING', 'COMPENSATING', 'COMPLETED', 'COMPENSATED', 'PARKED'] as const;
export type SagaState = (typeof SAGA_STATES)[number];

/**
 * What has to happen next.
 *
 * - OUTCOME: the answer to the step's command. In a compensating saga: whether there is anything to undo.
 * - CUSTOMER: the customer has to confirm the payment.
 * - COMPENSATION: the answer to the command that undoes the step.
 * - NOTHING: it is at rest.
 */
export type SagaAwaits = 'NOTHING' | 'OUTCOME' | 'CUSTOMER' | 'COMPENSATION';

/** How far the processing of an order has come. */
export interface Saga {
  /** UUID. */
  readonly id: string;
  readonly orderId: string;
  readonly state: SagaState;
  /** What a parked saga was doing; null unless it is PARKED. */
  readonly parkedState: 'RUNNING' | 'COMPENSATING' | null;
  /** The step at work. */
  readonly step: SagaStepName;
  readonly awaits: SagaAwaits;
  /** Steps done and not undone, in the order in which they were done. */
  readonly completedSteps: readonly SagaStepName[];
  /** How often the command that is to be answered was sent. */
  readonly attempts: number;
  /** When the sweeper takes it up unless an answer comes before; null at rest. */
  readonly deadline: Date | null;
  /** Why it compensates. */
  readonly failure: OrderFailure | null;
  /** What went wrong last, for operators. */
  readonly lastError: string | null;
  /** The provider's token of the card, until the charge is decided. */
  readonly paymentMethodToken: string | null;
  /** Shared by all messages about the order. */
  readonly correlationId: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What can be told of a saga's step. */
export const SAGA_EVENT_KINDS = [
  'STARTED',
  'COMPLETED',
  'FAILED',
  'WAITING',
  'RETRIED',
  'COMPENSATING',
  'COMPENSATED',
  'PARKED',
  'RESUMED',
  'IGNORED',
] as const;
export type SagaEventKind = (typeof SAGA_EVENT_KINDS)[number];

/** Something that happened in a saga, for operators. */
export interface SagaEvent {
  readonly step: SagaStepName;
  readonly kind: SagaEventKind;
  readonly at: Date;
  readonly note: string | null;
}

/** Which way a saga goes, or went before it came to rest or was parked. */
export function sagaDirection({
  state,
  parkedState,
}: Pick<Saga, 'state' | 'parkedState'>): 'forward' | 'backward' {
  const moving = state === 'PARKED' ? parkedState : state;
  return moving === 'COMPENSATING' || moving === 'COMPENSATED' ? 'backward' : 'forward';
}

/** Whether nothing will happen by itself before long: it is at rest, parked, or waits for the customer. */
export function isSettled({ state, awaits }: Pick<Saga, 'state' | 'awaits'>): boolean {
  return state === 'COMPLETED' || state === 'COMPENSATED' || state === 'PARKED' || awaits === 'CUSTOMER';
}
