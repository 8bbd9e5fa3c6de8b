import { ServerResponse } from 'node:http';
import type { StandingHeaders } from './standing-headers.js';

/** Where `node:http` writes a head: behind its first line, which ends with a line break. */
type StoreHeader = (this: ServerResponse, firstLine: string, headers: unknown) => void;
const { _storeHeader: storeHeader } = ServerResponse.prototype as ServerResponse & {
  readonly _storeHeader?: StoreHeader;
};

/** A response of the router's HTTP server. */
export class RouterResponse extends ServerResponse {
  #lines = '';

  /**
   * Puts lines into the head that is still to be written.
   * @returns Whether it does; if not, the headers have to be written one by one.
   */
  stand({ lines }: StandingHeaders): boolean {
    // It is no part of what Node.js promises, although it has been there since 2010.
    if (storeHeader === undefined) return false;
    this.#lines = lines;
    return true;
  }

  /** @internal Called by `node:http`. */
  _storeHeader(firstLine: string, headers: unknown): void {
    storeHeader?.call(this, firstLine + this.#lines, headers);
  }
}
