import type { Message } from '@techally/contracts';
import type { TransactionalMessageHandlers } from '@techally/messaging';
import { FACTS, personOf } from '../application/facts.js';
import type { FactRecorder } from '../application/record-facts.js';
import type { Fact } from '../domain/fact.js';
import type { FactTransaction } from '../ports/fact-transaction.js';

/** The handler of each message; `open` gives the database's transaction the shape of the port. */
export function createMessageHandlers<Tx>(
  recorder: FactRecorder,
  open: (tx: Tx) => FactTransaction,
): TransactionalMessageHandlers<'notification', Tx> {
  const tell =
    <Received extends Message>(factOf: (message: Received) => Fact | null) =>
    async (message: Received, tx: Tx): Promise<void> => {
      const fact = factOf(message);
      if (fact !== null) await recorder.record(open(tx), fact);
    };

  return {
    async UserRegistered(message, tx) {
      const transaction = open(tx);
      await recorder.register(transaction, personOf(message.data));
      await recorder.record(transaction, FACTS.UserRegistered(message));
    },
    EmailVerificationRequested: tell(FACTS.EmailVerificationRequested),
    PasswordResetRequested: tell(FACTS.PasswordResetRequested),
    PasswordChanged: tell(FACTS.PasswordChanged),
    OrderConfirmed: tell(FACTS.OrderConfirmed),
    OrderCancelled: tell(FACTS.OrderCancelled),
    OrderRefunded: tell(FACTS.OrderRefunded),
    OrderDelivered: tell(FACTS.OrderDelivered),
    ShipmentCreated: tell(FACTS.ShipmentCreated),
    ShipmentUpdated: tell(FACTS.ShipmentUpdated),
    PaymentActionRequired: tell(FACTS.PaymentActionRequired),
    UserDeleted: (message, tx) => recorder.erase(open(tx), message.data.userId),
  };
}
