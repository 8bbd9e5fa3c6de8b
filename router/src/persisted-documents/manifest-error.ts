/** Thrown when a manifest cannot be used; the message says where, and why. */
export class ManifestError extends Error {
  constructor(message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options);
    this.name = 'ManifestError';
  }
}
