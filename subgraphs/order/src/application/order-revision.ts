import type { AuditAction, AuditState, DataOf, Message, MessageDefinition } from '@techally/contracts';
import { createMessage } from '@techally/contracts';
import type { AuditActor } from '@techally/subgraph-kit';
import { auditRecorded, changedProperties } from '@techally/subgraph-kit';
import { nextCarrierCheck } from '../domain/carrier-task.js';
import type { OrderStatus } from '../domain/order-status.js';
import { assertTransition } from '../domain/order-status.js';
import type { Order, OrderFailure, OrderItem, TimelineEntry } from '../domain/order.js';
import type { Saga, SagaEvent, SagaEventKind, SagaStepName } from '../domain/saga.js';
import type { Shipment } from '../domain/shipment.js';
import { assertShipmentTransition } from '../domain/shipment.js';
import type { OrderChanges, OrderRows } from '../ports/order-transactions.js';

/** What a shipment is changed to; what is left out stays as it is. */
export type ShipmentChange = Partial<
  Pick<Shipment, 'status' | 'carrier' | 'trackingNumber' | 'carrierCheckAt'>
>;

/**
 * One order in the hands of the transaction that holds its lock: what it is now, and what is to be written. Every
 * change goes through here, so none passes by the transition tables, the timeline or the outbox.
 */
export class OrderRevision implements OrderChanges {
  order: Order;
  saga: Saga;
  shipment: Shipment | null;
  readonly items: readonly OrderItem[];
  readonly timeline: TimelineEntry[] = [];
  readonly history: SagaEvent[] = [];
  readonly messages: Message[] = [];

  /** @param cause the message that is being handled, if it is one */
  constructor(
    rows: OrderRows,
    readonly now: Date,
    private readonly cause?: Message,
  ) {
    this.order = rows.order;
    this.items = rows.items;
    this.saga = rows.saga;
    this.shipment = rows.shipment;
  }

  /** @throws OrderTransitionError when the state machine has no such transition */
  moveTo(status: OrderStatus, note: string, failure: OrderFailure | null = null): void {
    assertTransition(this.order.status, status);
    this.order = { ...this.order, status, failure };
    this.note(note);
  }

  /** Tells the customer something that changes no status. */
  note(note: string): void {
    this.timeline.push({ status: this.order.status, at: this.now, note });
  }

  setRefunded(refundedCents: number): void {
    if (refundedCents !== this.order.refundedCents) this.order = { ...this.order, refundedCents };
  }

  setSaga(change: Partial<Saga>): void {
    this.saga = { ...this.saga, ...change };
  }

  /** Tells operators what happened in the saga. */
  record(step: SagaStepName, kind: SagaEventKind, note: string | null = null): void {
    this.history.push({ step, kind, at: this.now, note });
  }

  addShipment(shipment: Pick<Shipment, 'id' | 'carrier'>): Shipment {
    this.shipment = {
      ...shipment,
      orderId: this.order.id,
      status: 'PENDING',
      trackingNumber: null,
      shippedAt: null,
      deliveredAt: null,
      returnedAt: null,
      carrierCheckAt: null,
      version: 1,
      createdAt: this.now,
      updatedAt: this.now,
    };
    return this.shipment;
  }

  /** @throws ShipmentTransitionError when the state machine of shipments has no such transition */
  changeShipment(shipment: Shipment, change: ShipmentChange): Shipment {
    if (change.status !== undefined) assertShipmentTransition(shipment.status, change.status);
    const changed = {
      ...shipment,
      ...change,
      ...(change.status === 'SHIPPED' ? { shippedAt: this.now } : {}),
      ...(change.status === 'DELIVERED' ? { deliveredAt: this.now } : {}),
      ...(change.status === 'RETURNED' ? { returnedAt: this.now } : {}),
    };
    this.shipment = { ...changed, carrierCheckAt: nextCarrierCheck(changed, this.now) };
    return this.shipment;
  }

  /** Puts a message about the order into the outbox. */
  send<Definition extends MessageDefinition>(definition: Definition, data: DataOf<Definition>): void {
    const { correlationId } = this.saga;
    this.messages.push(
      createMessage(definition, { aggregateId: this.order.id, data, cause: this.cause, correlationId }),
    );
  }

  /** Records for the audit log what an administrator does to a part of the order. */
  audit(
    actor: AuditActor,
    change: {
      readonly action: AuditAction;
      readonly targetId: string;
      readonly before: AuditState;
      readonly after: AuditState;
    },
  ): void {
    const { action, targetId, before, after } = change;
    this.messages.push(auditRecorded(actor, { action, targetId, ...changedProperties(before, after) }));
  }

  /** An amount in the order's currency, as it stands in messages. */
  money(cents: number): { cents: number; currencyCode: string } {
    return { cents, currencyCode: this.order.currencyCode };
  }
}
