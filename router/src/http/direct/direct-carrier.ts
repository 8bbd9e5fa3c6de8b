import { ClientError } from '../../errors/client-error.js';
import { bodyText } from '../body-text.js';
import type { Carrier, RequestHead } from '../carrier.js';
import type { HttpAnswer } from '../http-answer.js';
import type { DirectConnection } from './direct-connection.js';

/** A request that its connection has read as a whole. */
export class DirectCarrier implements Carrier {
  isAnswered = false;
  isGone = false;
  status = 0;
  #whenClosed: (() => void) | undefined;

  constructor(
    readonly request: RequestHead,
    private readonly body: Buffer,
    private readonly connection: DirectConnection,
  ) {}

  onClose(listener: () => void): void {
    this.#whenClosed = listener;
  }

  readBody(limit: number, take: (text: string) => void, refuse: (error: ClientError) => void): void {
    if (this.body.length > limit) refuse(new ClientError('PAYLOAD_TOO_LARGE'));
    else bodyText(this.body, take, refuse);
  }

  send(answer: HttpAnswer): void {
    if (this.isAnswered) throw new Error('A request is answered once.');
    this.connection.answer(answer);
    this.isAnswered = true;
    this.status = answer.status;
  }

  /** Called by the connection when all has been sent, or nothing can be sent any more. */
  close(): void {
    this.isGone = true;
    this.#whenClosed?.();
    this.#whenClosed = undefined;
  }
}
