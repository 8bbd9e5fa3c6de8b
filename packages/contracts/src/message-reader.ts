import { ContractError } from './contract-error.js';
import type { MessageDefinition } from './define-message.js';
import type { Message } from './message.js';
import { envelopeSchema } from './message.js';

/**
 * Makes the function that reads what came from a broker or an outbox: the envelope first, then the data by type and version.
 * Data of an older version is checked by its own schema and brought up, version by version, to the current one, which checks it
 * again; handlers see the current version alone.
 */
export function createMessageReader(definitions: readonly MessageDefinition[]): (value: unknown) => Message {
  const byType = new Map(definitions.map((definition) => [definition.type, definition]));

  return (value) => {
    const envelope = envelopeSchema.safeParse(value);
    if (!envelope.success) throw invalid('Not a message', envelope.error);
    const { type, version } = envelope.data;
    const definition = byType.get(type);
    if (definition === undefined) throw unknown(type, version);
    const data = readCurrent(definition, version, envelope.data.data);
    return { ...envelope.data, version: definition.version, data };
  };
}

function readCurrent(definition: MessageDefinition, version: number, data: unknown): unknown {
  const { type, older = [] } = definition;
  let current = data;
  for (let from = version; from !== definition.version; from += 1) {
    const step = older.find((each) => each.version === from);
    if (step === undefined) throw unknown(type, version);
    current = step.upcast(check(step.data, current, `${type} of version ${String(from)}`));
  }
  return check(definition.data, current, type);
}

function check(schema: MessageDefinition['data'], data: unknown, what: string): unknown {
  const result = schema.safeParse(data);
  if (!result.success) throw invalid(what, result.error);
  return result.data;
}

function invalid(what: string, cause: Error): ContractError {
  return new ContractError('MESSAGE_INVALID', `${what}: ${cause.message}`, { cause });
}

function unknown(type: string, version: number): ContractError {
  return new ContractError(
    'MESSAGE_TYPE_UNKNOWN',
    `No message ${type} of version ${String(version)} is known.`,
  );
}
