/** One frame of AMQP 0-9-1: https://www.rabbitmq.com/resources/specs/amqp0-9-1.pdf, 2.3.5. */
export interface AmqpFrame {
  /** 1: method, 2: header, 3: body, 8: heartbeat; 0 for the protocol header that a connection begins with. */
  readonly type: number;
  readonly channel: number;
  /** Head (7), content, end (1). */
  readonly bytes: Buffer;
}

/** The methods that matter here: class (60) and method as one number. */
export const BASIC = { publish: id(60, 40), deliver: id(60, 60), ack: id(60, 80) };

function id(classId: number, methodId: number): number {
  return classId * 65_536 + methodId;
}

/** The method that a frame calls, with its arguments. */
export function method({
  type,
  bytes,
}: AmqpFrame): { readonly id: number; readonly content: Buffer } | undefined {
  if (type !== 1) return undefined;
  return { id: bytes.readUInt32BE(7), content: bytes.subarray(11, -1) };
}

const PROTOCOL_HEADER = 8;

/** Cuts a stream of bytes into frames. */
export class AmqpReader {
  #rest = Buffer.alloc(0);
  #isFirst: boolean;

  constructor({ startsWithHeader }: { readonly startsWithHeader: boolean }) {
    this.#isFirst = startsWithHeader;
  }

  *read(chunk: Buffer): Generator<AmqpFrame> {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (;;) {
      if (this.#isFirst) {
        if (this.#rest.length < PROTOCOL_HEADER) return;
        this.#isFirst = false;
        yield { type: 0, channel: 0, bytes: this.#take(PROTOCOL_HEADER) };
        continue;
      }
      if (this.#rest.length < 7) return;
      const length = 8 + this.#rest.readUInt32BE(3);
      if (this.#rest.length < length) return;
      const bytes = this.#take(length);
      yield { type: bytes[0] ?? 0, channel: bytes.readUInt16BE(1), bytes };
    }
  }

  #take(length: number): Buffer {
    const bytes = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return bytes;
  }
}
