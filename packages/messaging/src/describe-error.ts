/** Text of an error for people who look at dead letters: the name and message, with its causes. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = `${error.name}: ${error.message}`;
  return error.cause instanceof Error ? `${own} (caused by ${describeError(error.cause)})` : own;
}
