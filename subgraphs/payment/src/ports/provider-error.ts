/**
 * Thrown when the provider did not answer, or answered that it failed: whether money has moved is not known, and must
 * be asked, not guessed.
 */
export class ProviderUnknownOutcomeError extends Error {
  override readonly name = 'ProviderUnknownOutcomeError';
  readonly code = 'PROVIDER_UNKNOWN_OUTCOME';
}

/** Thrown when the provider does not take the request as it is: a mistake in the program or in its settings. */
export class ProviderRequestError extends Error {
  override readonly name = 'ProviderRequestError';
  readonly code = 'PROVIDER_REQUEST_REFUSED';
}
