import { randomUUID } from 'node:crypto';
import { compose } from '../domain/compose.js';
import type { Fact } from '../domain/fact.js';
import { dedupeKey } from '../domain/fact.js';
import { messageIdHeader } from '../domain/notification.js';
import type { Person } from '../domain/recipient.js';
import type { FactTransaction, NewNotification } from '../ports/fact-transaction.js';

/** Writes down what customers are to be told. Nothing is sent here: the delivery worker does that after the commit. */
export interface FactRecorder {
  /**
   * Queues the one notification of a fact. One whose recipient is not known yet is written later, by the worker.
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
}

export function createFactRecorder({ shopUrl, now }: FactRecorderDependencies): FactRecorder {
  return {
    async record(tx, fact) {
      const { userId, template: definition, person } = fact;
      if (person !== null) await tx.addRecipient(person);
      const recipient = await tx.recipient(userId);
      const blank = blankNotification(fact, now());
      if (recipient?.erased) {
        await tx.insert({ ...blank, status: 'SKIPPED' });
        return;
      }
      const addressee = person ?? recipient;
      if (addressee === null) {
        await tx.insert({ ...blank, values: fact.values });
        return;
      }
      const template = (await tx.template(definition.key)) ?? definition;
      await tx.insert({
        ...blank,
        ...compose({ ...template, channel: definition.channel }, addressee, { ...fact.values, shopUrl }),
      });
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
