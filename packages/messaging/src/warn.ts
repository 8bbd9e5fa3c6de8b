/** Where errors go that no caller can be told of, unless an option says otherwise: to the process's warnings. */
export function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}
