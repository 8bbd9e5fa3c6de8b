import type { DatabaseDomain } from '@techally/database';

/** A fault that is put into the databases, where no code of the shop knows of it, to see whether the check finds it. */
export interface PlantedFault {
  readonly name: string;
  readonly domains: readonly DatabaseDomain[];
  readonly sql: string;
}

export const PLANTED_FAULTS: readonly PlantedFault[] = [
  {
    // Every message is new, however often it comes.
    name: 'no-inbox',
    domains: ['order', 'payment', 'inventory', 'notification'],
    sql: `CREATE FUNCTION forget_message() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN DELETE FROM inbox WHERE consumer = NEW.consumer AND message_id = NEW.message_id; RETURN NULL; END $$;
          CREATE TRIGGER forget_message AFTER INSERT ON inbox FOR EACH ROW EXECUTE FUNCTION forget_message();`,
  },
  {
    // What is to be told is not written down with the facts: one message in twenty is never sent.
    name: 'no-outbox',
    domains: ['order', 'payment', 'inventory'],
    sql: `CREATE FUNCTION lose_message() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN IF random() < 0.05 THEN RETURN NULL; END IF; RETURN NEW; END $$;
          CREATE TRIGGER lose_message BEFORE INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION lose_message();`,
  },
  {
    // The provider gives money back a second time, under another key.
    name: 'double-refund',
    domains: ['payment'],
    sql: `CREATE FUNCTION refund_again() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN
            IF NEW.idempotency_key NOT LIKE '%again' THEN
              INSERT INTO sandbox_refunds (id, idempotency_key, charge_id, amount_cents)
              VALUES (NEW.id || 'again', NEW.idempotency_key || 'again', NEW.charge_id, NEW.amount_cents);
            END IF;
            RETURN NULL;
          END $$;
          CREATE TRIGGER refund_again AFTER INSERT ON sandbox_refunds FOR EACH ROW EXECUTE FUNCTION refund_again();`,
  },
];
