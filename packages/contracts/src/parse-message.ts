import { MESSAGES, type AnyMessage } from './catalogue.js';
import { ContractError } from './contract-error.js';
import type { MessageDefinition } from './define-message.js';
import { envelopeSchema } from './message.js';

// Keyed by type and version: an older version that is still on its way will be a second definition here.
const definitions = new Map<string, MessageDefinition>(
  Object.values(MESSAGES).map((definition) => [`${definition.type}@${definition.version}`, definition]),
);

/**
 * Reads what came from a broker or an outbox: the envelope first, then the data by type and version.
 * @throws ContractError `MESSAGE_INVALID` or `MESSAGE_TYPE_UNKNOWN`.
 */
export function parseMessage(value: unknown): AnyMessage {
  const envelope = envelopeSchema.safeParse(value);
  if (!envelope.success) {
    throw new ContractError('MESSAGE_INVALID', `Not a message: ${envelope.error.message}`, {
      cause: envelope.error,
    });
  }
  const { type, version } = envelope.data;
  const definition = definitions.get(`${type}@${version}`);
  if (definition === undefined) {
    throw new ContractError('MESSAGE_TYPE_UNKNOWN', `No message ${type} of version ${version} is known.`);
  }
  const data = definition.data.safeParse(envelope.data.data);
  if (!data.success) {
    throw new ContractError('MESSAGE_INVALID', `${type}: ${data.error.message}`, { cause: data.error });
  }
  return { ...envelope.data, data: data.data } as AnyMessage;
}
