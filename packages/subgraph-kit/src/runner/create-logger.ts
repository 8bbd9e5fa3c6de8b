import { pino } from 'pino';
import type { Logger } from 'pino';

/**
 * The log of a process, JSON lines on standard error. Errors show their type, message, stack and code only: drivers hang
 * whole connections on theirs.
 */
export function createLogger(level: string, name?: string): Logger {
  return pino(
    { level, ...(name === undefined ? {} : { name }), serializers: { err: showError } },
    pino.destination({ dest: 2, sync: true }),
  );
}

function showError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = 'code' in error ? { code: error.code } : {};
  const cause = error.cause === undefined ? {} : { cause: showError(error.cause) };
  return { type: error.name, message: error.message, ...code, stack: error.stack, ...cause };
}
