/** One message of PostgreSQL's protocol with its head. */
export interface PostgresMessage {
  /** One letter; empty for the first message of a connection, which has none. */
  readonly type: string;
  /** Type (1), length (4), content. */
  readonly bytes: Buffer;
}

/** Cuts a stream of bytes into messages. */
export class PostgresReader {
  #rest = Buffer.alloc(0);
  #isFirst: boolean;

  constructor({ startsWithoutType }: { readonly startsWithoutType: boolean }) {
    this.#isFirst = startsWithoutType;
  }

  *read(chunk: Buffer): Generator<PostgresMessage> {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const typed = this.#isFirst ? 0 : 1;
      if (this.#rest.length < typed + 4) return;
      const length = typed + this.#rest.readUInt32BE(typed);
      if (this.#rest.length < length) return;
      const bytes = this.#rest.subarray(0, length);
      this.#rest = this.#rest.subarray(length);
      this.#isFirst = false;
      yield { type: typed === 0 ? '' : String.fromCharCode(bytes[0] ?? 0), bytes };
    }
  }
}
