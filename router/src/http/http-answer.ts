import type { StandingHeaders } from './standing-headers.js';

/** An answer to one request, as it is handed from one to the next until it is sent. */
export interface HttpAnswer {
  readonly status: number;
  /** Names and values in turn, the content length among them. */
  readonly headers: readonly string[];
  /** Headers that stand before them. */
  readonly standing: StandingHeaders;
  readonly body: Buffer | string;
  /** Memory that ends where the body begins, for a head that is sent with it in one piece. */
  readonly room?: Buffer | undefined;
}
