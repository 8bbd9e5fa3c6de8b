/** Stable codes of {@link ContractError}. */
export type ContractErrorCode = 'MESSAGE_INVALID' | 'MESSAGE_TYPE_UNKNOWN';

/**
 * Thrown when something is not a message that this version of the contracts knows.
 *
 * - `MESSAGE_INVALID`: the envelope or the data does not match its schema. Sending it again cannot help.
 * - `MESSAGE_TYPE_UNKNOWN`: the envelope is fine, but no definition has this type and version; a newer sender may
 *   have been deployed before this reader.
 */
export class ContractError extends Error {
  override readonly name = 'ContractError';
  /** Another attempt reads the same bytes, so a consumer sends the message to its dead-letter queue at once. */
  readonly retryable = false;

  constructor(
    readonly code: ContractErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
