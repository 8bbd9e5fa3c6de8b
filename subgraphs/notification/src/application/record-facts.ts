import { randomUUID } from 'node:crypto';
import { compose } from '../domain/compose.js';
import type { Fact } from '../domain/fact.js';
import { dedupeKey } from '../domain/fact.js';
import { messageIdHeader } from '../domain/notification.js';
import type { Addressee, Person } from '../domain/recipient.js';
import { addresseeOf, operatorsAt } from '../domain/recipient.js';
import type { TemplateText } from '../domain/template.js';
import type { FactTransaction, NewNotification } from '../ports/fact-transaction.js';

/** Writes down what customers and operators are to be told. Nothing is sent here: the delivery worker does that after the commit. */
export interface FactRecorder {
  /**
   * Queues the one notification of a fact. One whose recipient is not known yet is written later, by the worker. What is for
   * operators is queued for their address, and not at all where they have none.
   * @throws {TemplateError} Thrown when the template asks for a value that the fact does not have.
   */
  record(tx: FactTransaction, fact: Fact): Promise<void>;
  /** Makes somebody known, and makes due what was waiting for them. */
  register(tx: FactTransaction, person: Person): Promise<void>;
  /** Deletes everything personal. */
  erase(tx: FactTransaction, userId: string): Promise<void>;
}

export interface FactRecorderDependencies {
  /** What `{{shopUrl}}` stands for. */
  readonly shopUrl: string;
  readonly now: () => Date;
  /** The operators' e-mail address; null when nobody has set one. */
  readonly operatorEmail: string | null;
  /** Hears of what the operators would be told if they had an address. */
  readonly onUntold: (fact: Fact) => void;
}

export function createFactRecorder(dependencies: FactRecorderDependencies): FactRecorder {
  const { shopUrl, now, operatorEmail, onUntold } = dependencies;

  async function write(
    tx: FactTransaction,
    fact: Fact,
    { addressee, template }: { readonly addressee: Addressee; readonly template: TemplateText | null },
  ): Promise<void> {
    const { template: definition, values } = fact;
    await tx.insert({
      ...blankNotification(fact, now()),
      ...compose({ ...(template ?? definition), channel: definition.channel }, addressee, {
        ...values,
        shopUrl,
      }),
    });
  }

  return {
    async record(tx, fact) {
      const { userId, template: definition, person } = fact;
      if (userId === null) {
        if (operatorEmail === null) onUntold(fact);
        else
          await write(tx, fact, {
            addressee: operatorsAt(operatorEmail),
            template: await tx.template(definition.key),
          });
        return;
      }
      if (person !== null) await tx.addRecipient(person);
      const { recipient, template } = await tx.material(userId, definition.key);
      if (recipient?.erased) {
        await tx.insert({ ...blankNotification(fact, now()), status: 'SKIPPED' });
        return;
      }
      const addressee = person ?? recipient;
      if (addressee === null) {
        await tx.insert({ ...blankNotification(fact, now()), values: fact.values });
        return;
      }
      await write(tx, fact, { addressee: addresseeOf(definition.channel, addressee), template });
    },

    async register(tx, person) {
      await tx.saveRecipient(person);
      await tx.wakeWaiting(person.userId, now());
    },

    erase: (tx, userId) => tx.erase(userId, now()),
  };
}

function blankNotification(fact: Fact, createdAt: Date): NewNotification {
  const id = randomUUID();
  return {
    id,
    userId: fact.userId,
    template: fact.template.key,
    channel: fact.template.channel,
    status: 'QUEUED',
    subject: null,
    body: null,
    secretText: null,
    values: null,
    address: null,
    orderId: fact.orderId,
    dedupeKey: dedupeKey(fact),
    messageIdHeader: messageIdHeader(id, 0),
    expiresAt: fact.expiresAt,
    sentAt: null,
    createdAt,
  };
}
