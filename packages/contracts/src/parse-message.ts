import { MESSAGES, type AnyMessage } from './catalogue.js';
import { createMessageReader } from './message-reader.js';

const read = createMessageReader(Object.values(MESSAGES));

/**
 * Reads what came from a broker or an outbox; see {@link createMessageReader}.
 * @throws ContractError `MESSAGE_INVALID` or `MESSAGE_TYPE_UNKNOWN`.
 */
export function parseMessage(value: unknown): AnyMessage {
  return read(value) as AnyMessage;
}
