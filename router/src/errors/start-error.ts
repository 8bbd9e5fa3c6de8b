import type { RouterErrorCode } from './router-errors.js';

/** Codes of the errors that keep a router from starting. */
export type StartErrorCode = Extract<
  RouterErrorCode,
  `SUPERGRAPH_${string}` | `MANIFEST_${string}` | `CONFIG_${string}` | 'PORT_IN_USE'
>;

/** Thrown when the router cannot start; the message says what is wrong, and where. */
export class StartError extends Error {
  constructor(
    readonly code: StartErrorCode,
    message: string,
    options: { readonly cause?: unknown } = {},
  ) {
    super(message, options);
    this.name = 'StartError';
  }
}
