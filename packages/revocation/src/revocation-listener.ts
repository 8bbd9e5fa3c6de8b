import pg from 'pg';
import type { RevocationEntry } from './revocation-entries.js';
import { CHANNEL, loadRevocations } from './revocation-table.js';

/** How often the connection is tried, and for how long an answer may take before it counts as dead. */
const HEARTBEAT_MS = 10_000;
const ANSWER_TIMEOUT_MS = 5_000;
const FIRST_RETRY_MS = 20;
const LAST_RETRY_MS = 2_000;

/** Options of {@link RevocationListener}. */
export interface RevocationListenerOptions {
  readonly databaseUrl: string;
  readonly applicationName: string;
  readonly onEntry: (entry: RevocationEntry) => void;
  readonly onError: (error: unknown) => void;
}

/** Hears of every revocation on a connection of its own, and catches up after the connection was lost. */
export class RevocationListener {
  readonly #options: RevocationListenerOptions;
  #client: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #retryAfter = FIRST_RETRY_MS;
  #unready: pg.Client | undefined;
  #starting: Promise<void> | undefined;
  #closed = false;

  constructor(options: RevocationListenerOptions) {
    this.#options = options;
  }

  /** Resolves when everything that was revoked so far is known. The first connection has to succeed; later ones retry. */
  start(): Promise<void> {
    this.#starting = this.#connect();
    return this.#starting;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    const clients = [this.#client, this.#unready];
    this.#client = undefined;
    for (const client of clients) if (client) await discard(client);
    await this.#starting?.catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#options.databaseUrl,
      application_name: this.#options.applicationName,
      connectionTimeoutMillis: ANSWER_TIMEOUT_MS,
      query_timeout: ANSWER_TIMEOUT_MS,
      keepAlive: true,
    });
    // Until it is ready, a lost connection shows as a failed query; after that, as an event.
    this.#unready = client;
    client.on('error', (error) => {
      this.#lose(client, error);
    });
    client.on('end', () => {
      this.#lose(client, null);
    });
    client.on('notification', ({ payload }) => {
      this.#options.onEntry(JSON.parse(payload ?? '') as RevocationEntry);
    });
    // The driver settles `connect` neither way when the client is ended meanwhile.
    const gone = new Promise<never>((_, reject) => {
      client.once('end', () => {
        reject(new Error('The connection was closed while it was made.'));
      });
    });
    gone.catch(() => undefined);
    try {
      await Promise.race([client.connect(), gone]);
      // Listening comes first, so that nothing falls between what is loaded and what is heard.
      await client.query(`LISTEN ${CHANNEL}`);
      for (const entry of await loadRevocations(client)) this.#options.onEntry(entry);
      if (this.#closed) throw new Error('The list was closed while it connected.');
    } catch (error) {
      await discard(client);
      throw error;
    } finally {
      this.#unready = undefined;
    }
    this.#client = client;
    this.#retryAfter = FIRST_RETRY_MS;
    this.#schedule(HEARTBEAT_MS, () => this.#beat(client));
  }

  /** A connection can die without a word (a pulled cable, a firewall); only asking shows it. */
  async #beat(client: pg.Client): Promise<void> {
    try {
      await client.query('SELECT 1');
      if (client === this.#client) this.#schedule(HEARTBEAT_MS, () => this.#beat(client));
    } catch (error) {
      this.#lose(client, error);
    }
  }

  #lose(client: pg.Client, error: unknown): void {
    if (client !== this.#client || this.#closed) return;
    this.#client = undefined;
    void discard(client);
    this.#options.onError(error ?? new Error('The connection that hears of revocations was closed.'));
    this.#retry();
  }

  #retry(): void {
    this.#schedule(this.#retryAfter, async () => {
      this.#retryAfter = Math.min(this.#retryAfter * 2, LAST_RETRY_MS);
      await this.start().catch((error: unknown) => {
        if (this.#closed) return;
        this.#options.onError(error);
        this.#retry();
      });
    });
  }

  #schedule(delay: number, task: () => Promise<void>): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void task(), delay);
    this.#timer.unref();
  }
}

async function discard(client: pg.Client): Promise<void> {
  client.removeAllListeners('notification');
  await client.end().catch(() => undefined);
}
