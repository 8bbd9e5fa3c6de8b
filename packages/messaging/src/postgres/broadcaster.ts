import type { Pool } from 'pg';
import { BroadcastListeners } from '../broadcast-listeners.js';
import type { EventBus, JsonValue } from '../event-bus.js';
import { MessagingError } from '../messaging-error.js';
import type { Listen } from './boss-database.js';

const CHANNEL = 'techally_broadcast';

/** PostgreSQL takes payloads of less than 8000 bytes. */
const MAX_PAYLOAD_BYTES = 7_999;

/** The fan-out half of the bus. */
export interface Broadcaster extends Pick<EventBus, 'broadcast' | 'onBroadcast'> {
  start(): Promise<void>;
}

/** Fan-out by NOTIFY: every process that listens on the database gets every broadcast, its sender included. */
export function createBroadcaster(
  pool: Pool,
  listen: Listen,
  onError: (error: unknown) => void,
): Broadcaster {
  const listeners = new BroadcastListeners(onError);

  const receive = (text: string): void => {
    try {
      const { topic, payload } = JSON.parse(text) as { topic: string; payload: JsonValue };
      listeners.tell(topic, payload);
    } catch (error) {
      onError(error);
    }
  };

  return {
    start: async () => {
      await listen(CHANNEL, receive, () => undefined);
    },
    broadcast: async (topic, payload) => {
      const text = JSON.stringify({ topic, payload });
      if (Buffer.byteLength(text) > MAX_PAYLOAD_BYTES) {
        throw new MessagingError(
          'BROADCAST_TOO_LARGE',
          `A broadcast to ${topic} exceeds ${MAX_PAYLOAD_BYTES} bytes.`,
        );
      }
      await pool.query({ name: 'broadcast', text: 'SELECT pg_notify($1, $2)', values: [CHANNEL, text] });
    },
    onBroadcast: (topic, listener) => listeners.add(topic, listener),
  };
}
