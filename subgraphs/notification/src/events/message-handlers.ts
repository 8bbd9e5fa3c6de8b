import type { MessageByType } from '@techally/contracts';
import { EventHandler } from '@techally/messaging';
import { FACTS, personOf } from '../application/facts.js';
import type { FactRecorder } from '../application/record-facts.js';
import type { Fact } from '../domain/fact.js';
import type { FactTransaction } from '../ports/fact-transaction.js';

/** What the notification domain does about each message. */
export class MessageHandlers<Tx> {
  /** @param open Makes the port of the transaction that holds the inbox row. */
  constructor(
    private readonly recorder: FactRecorder,
    private readonly open: (tx: Tx) => FactTransaction,
  ) {}

  @EventHandler('UserRegistered')
  async welcome(message: MessageByType<'UserRegistered'>, tx: Tx): Promise<void> {
    const transaction = this.open(tx);
    await this.recorder.register(transaction, personOf(message.data));
    await this.recorder.record(transaction, FACTS.UserRegistered(message));
  }

  @EventHandler('EmailVerificationRequested')
  async sendVerificationLink(message: MessageByType<'EmailVerificationRequested'>, tx: Tx): Promise<void> {
    await this.#tell(tx, FACTS.EmailVerificationRequested(message));
  }

  @EventHandler('PasswordResetRequested')
  async sendResetLink(message: MessageByType<'PasswordResetRequested'>, tx: Tx): Promise<void> {
    await this.#tell(tx, FACTS.PasswordResetRequested(message));
  }

  @EventHandler('PasswordChanged')
  async tellOfPasswordChange(message: MessageByType<'PasswordChanged'>, tx: Tx): Promise<void> {
    await this.#tell(tx, FACTS.PasswordChanged(message));
  }

  @EventHandler('OrderConfirmed')
  async tellOfConfirmation(message: MessageByType<'OrderConfirmed'>, tx: Tx): Promise<void> {
    await this.#tell(tx, FACTS.OrderConfirmed(message));
  }

  @EventHandler('OrderCancelled')
  async tellOfCancellation(message: MessageByType<'OrderCancelled'>, tx: Tx): Promise<void> {
    await this.#tell(tx, FACTS.OrderCancelled(message));
  }

  @EventHandler('OrderRefunded')
  async tellOfRefund(message: MessageByType<'OrderRefunded'>, tx: Tx): Promise<void> {
    await this.#tell(tx, FACTS.OrderRefunded(message));
  }

  @EventHandler('OrderDelivered')
  async tellOfDelivery(message: MessageByType<'OrderDelivered'>, tx: Tx): Promise<void> {
    await this.#tell(tx, FACTS.OrderDelivered(message));
  }

  @EventHandler('ShipmentCreated')
  async tellOfShipment(message: MessageByType<'ShipmentCreated'>, tx: Tx): Promise<void> {
    await this.#tell(tx, FACTS.ShipmentCreated(message));
  }

  @EventHandler('ShipmentUpdated')
  async tellOfShipmentUpdate(message: MessageByType<'ShipmentUpdated'>, tx: Tx): Promise<void> {
    await this.#tell(tx, FACTS.ShipmentUpdated(message));
  }

  @EventHandler('PaymentActionRequired')
  async askForAction(message: MessageByType<'PaymentActionRequired'>, tx: Tx): Promise<void> {
    await this.#tell(tx, FACTS.PaymentActionRequired(message));
  }

  @EventHandler('SagaParked')
  async callOperators(message: MessageByType<'SagaParked'>, tx: Tx): Promise<void> {
    await this.#tell(tx, FACTS.SagaParked(message));
  }

  @EventHandler('ReservationLost')
  async haveStockCounted(message: MessageByType<'ReservationLost'>, tx: Tx): Promise<void> {
    await this.#tell(tx, FACTS.ReservationLost(message));
  }

  @EventHandler('UserDeleted')
  async erase({ data }: MessageByType<'UserDeleted'>, tx: Tx): Promise<void> {
    await this.recorder.erase(this.open(tx), data.userId);
  }

  /** `null`: there is nothing to tell. */
  async #tell(tx: Tx, fact: Fact | null): Promise<void> {
    if (fact !== null) await this.recorder.record(this.open(tx), fact);
  }
}
