/** Thrown when a stored signing key cannot be used: the key encryption secret is not the one it was stored with. */
export class SigningKeyError extends Error {
  readonly code = 'SIGNING_KEY_UNREADABLE';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SigningKeyError';
  }
}
