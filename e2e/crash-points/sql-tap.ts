import { createServer, connect } from 'node:net';
import { PostgresReader, type PostgresMessage } from './postgres-reader.js';
import { TappedConnection } from './tapped-connection.js';
import type { TapTarget, WriteTap } from './write-tap.js';
import { listenTap } from './write-tap.js';
import { isWrite, nameOfStatement } from './write-statements.js';

/**
 * Stands between a service and PostgreSQL, and tells of each statement that changes something: before it reaches the
 * server, and before its answer reaches the service.
 *
 * The protocol: https://www.postgresql.org/docs/current/protocol.html. A client that sends requests one after another
 * on a connection, as `pg` does, is all that it understands.
 */
export async function startSqlTap(target: TapTarget): Promise<WriteTap> {
  const server = createServer((client) => {
    new SqlConnection(client, connect({ host: target.host, port: target.port }), target).run();
  });
  return listenTap(server);
}

/** A statement under way: from the request to ReadyForQuery. */
interface Request {
  readonly write: string;
  /** Rows that it has changed, so far. */
  changed: number;
  readonly held: Buffer[];
}

class SqlConnection extends TappedConnection {
  /** Prepared statements by name. */
  readonly #statements = new Map<string, string>();
  #request: Request | null = null;
  /** Whether the transaction under way has changed anything. */
  #dirty = false;

  protected async forwardRequests(): Promise<void> {
    const { service, watch } = this.target;
    const reader = new PostgresReader({ startsWithoutType: true });
    let pending: Buffer[] = [];
    let sql = '';
    for await (const chunk of this.client as AsyncIterable<Buffer>) {
      for (const message of reader.read(chunk)) {
        pending.push(message.bytes);
        sql = this.#statementOf(message) ?? sql;
        // A request of the extended protocol goes on when it is whole, so that it either happens or does not.
        if ('PBDEC'.includes(message.type) && message.type !== '') continue;
        if (sql !== '' && isWrite(sql) && !(isCommit(sql) && !this.#dirty)) {
          const write = nameOfStatement(sql);
          if (!(await watch.before(service, write))) {
            this.end();
            return;
          }
          // Of a statement with several parts (WITH) the answer counts the rows of the last one only.
          const isCertain = isCommit(sql) || /^\s*with\b/i.test(sql);
          this.#request = { write, changed: isCertain ? 1 : 0, held: [] };
        }
        this.server.write(Buffer.concat(pending));
        pending = [];
        sql = '';
      }
    }
    this.server.end();
  }

  /** The SQL that a message runs, if it runs any. */
  #statementOf({ type, bytes }: PostgresMessage): string | undefined {
    if (type === 'Q') return readText(bytes, 5).text;
    if (type === 'P') {
      const name = readText(bytes, 5);
      const { text } = readText(bytes, name.end);
      this.#statements.set(name.text, text);
      return undefined;
    }
    if (type === 'B') {
      const portal = readText(bytes, 5);
      return this.#statements.get(readText(bytes, portal.end).text);
    }
    return undefined;
  }

  protected async forwardAnswers(): Promise<void> {
    const { service, watch } = this.target;
    const reader = new PostgresReader({ startsWithoutType: false });
    for await (const chunk of this.server as AsyncIterable<Buffer>) {
      for (const { type, bytes } of reader.read(chunk)) {
        const request = this.#request;
        if (request === null) {
          if (type === 'Z' && bytes[5] === IDLE) this.#dirty = false;
          this.client.write(bytes);
          continue;
        }
        request.held.push(bytes);
        if (type === 'C') request.changed += rowsOf(readText(bytes, 5).text);
        if (type === 'E') request.changed = Number.NEGATIVE_INFINITY;
        if (type !== 'Z') continue;
        this.#request = null;
        this.#dirty = bytes[5] !== IDLE && (this.#dirty || request.changed > 0);
        const { write } = request;
        if (request.changed > 0 && !watch.after({ service, write, lasts: bytes[5] === IDLE })) {
          this.end();
          return;
        }
        this.client.write(Buffer.concat(request.held));
      }
    }
    this.client.end();
  }
}

/** The transaction status that ReadyForQuery gives outside of a transaction. */
const IDLE = 'I'.charCodeAt(0);

function isCommit(sql: string): boolean {
  return /^\s*commit\b/i.test(sql);
}

/** The rows that a command tag says were changed: `INSERT 0 3`, `UPDATE 1`. */
function rowsOf(tag: string): number {
  return Number(/^(?:INSERT \d+|UPDATE|DELETE|MERGE) (\d+)$/.exec(tag)?.[1] ?? 0);
}

function readText(bytes: Buffer, start: number): { readonly text: string; readonly end: number } {
  const end = bytes.indexOf(0, start);
  return { text: bytes.toString('utf8', start, end), end: end + 1 };
}
