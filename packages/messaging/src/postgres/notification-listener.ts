import { Client } from 'pg';
import type { Listen } from './boss-database.js';

interface Channel {
  readonly onNotification: (payload: string) => void;
  readonly onReconnect: () => void;
}

/** One connection that listens to any number of NOTIFY channels and reconnects by itself. */
export interface NotificationListener {
  /** Listens to a channel; `onReconnect` tells that notifications may have been missed. */
  readonly listen: Listen;
  close(): Promise<void>;
}

const FIRST_RECONNECT_MS = 100;
const LAST_RECONNECT_MS = 5_000;

/** The connection opens with the first channel. `onError` hears of every loss of it. */
export function createNotificationListener(
  databaseUrl: string,
  onError: (error: unknown) => void,
): NotificationListener {
  const channels = new Map<string, Channel>();
  let client: Client | undefined;
  let connecting: Promise<Client> | undefined;
  let reconnecting: NodeJS.Timeout | undefined;
  let closed = false;

  const connect = async (): Promise<Client> => {
    const next = new Client({
      connectionString: databaseUrl,
      keepAlive: true,
      application_name: 'techally-listen',
    });
    const lost = (error: unknown) => {
      next.removeAllListeners();
      // A connection that is torn down may still report an error, and nobody hears it any more.
      next.on('error', () => undefined);
      if (client !== next || closed) return;
      client = undefined;
      onError(error);
      reconnect(FIRST_RECONNECT_MS);
    };
    next.on('error', lost);
    next.on('end', () => {
      lost(new Error('The connection that listens for notifications ended.'));
    });
    next.on('notification', ({ channel, payload }) => channels.get(channel)?.onNotification(payload ?? ''));
    try {
      await next.connect();
      for (const channel of channels.keys()) await next.query(`LISTEN "${channel}"`);
    } catch (error) {
      await next.end().catch(() => undefined);
      throw error;
    }
    client = next;
    return next;
  };

  const reconnect = (wait: number): void => {
    if (closed) return;
    reconnecting = setTimeout(() => {
      connect().then(
        () => {
          for (const channel of channels.values()) channel.onReconnect();
        },
        () => {
          reconnect(Math.min(wait * 2, LAST_RECONNECT_MS));
        },
      );
    }, wait);
  };

  return {
    listen: async (channel, onNotification, onReconnect) => {
      channels.set(channel, { onNotification, onReconnect });
      connecting ??= connect();
      const first = await connecting;
      await (client ?? first).query(`LISTEN "${channel}"`);
      return {
        close: async () => {
          channels.delete(channel);
          await client?.query(`UNLISTEN "${channel}"`).catch(() => undefined);
        },
      };
    },
    close: async () => {
      closed = true;
      clearTimeout(reconnecting);
      await connecting?.catch(() => undefined);
      await client?.end();
      client = undefined;
    },
  };
}
