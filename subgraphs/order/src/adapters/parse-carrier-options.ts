import { z } from 'zod';
import type { CarrierOptions } from './create-carriers.js';

/** Thrown when the variables about carriers cannot be used; the message says which, and how it should be. */
export class CarrierSettingsError extends Error {
  override readonly name = 'CarrierSettingsError';
  readonly code = 'CARRIER_SETTINGS_INVALID';
}

const PACE = 'is a number of seconds from 1 to 86400';

const environment = z.object({
  CARRIER: z.enum(['sandbox', 'none'], 'is sandbox or none').default('sandbox'),
  SANDBOX_CARRIER_PACE: z.coerce.number(PACE).min(1, PACE).max(86_400, PACE).optional(),
});

/**
 * The carriers that an environment names: `CARRIER` (`sandbox`, the default, or `none`), and `SANDBOX_CARRIER_PACE`, the
 * seconds from one station of the sandbox to the next (default 60). An empty variable is none.
 *
 * @throws {CarrierSettingsError} Thrown when a variable has another form, or the pace is set and there is no sandbox.
 */
export function parseCarrierOptions(env: Readonly<Record<string, string | undefined>>): CarrierOptions {
  const named = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const { data, error } = environment.safeParse(named);
  if (error !== undefined)
    throw new CarrierSettingsError(
      error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`).join(' '),
    );
  const { CARRIER: kind, SANDBOX_CARRIER_PACE: pace } = data;
  if (kind === 'none') {
    if (pace !== undefined)
      throw new CarrierSettingsError('SANDBOX_CARRIER_PACE is set, and CARRIER names no sandbox.');
    return { kind };
  }
  return { kind, ...(pace === undefined ? {} : { pace: pace * 1_000 }) };
}
