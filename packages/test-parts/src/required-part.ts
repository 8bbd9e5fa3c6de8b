import { existsSync } from 'node:fs';

/**
 * Whether a real part that a suite needs is on this machine. Where it is missing the suite is skipped and says how to
 * get it; where `TECHALLY_REQUIRED_SUITES` names the suite (as in CI) it fails instead.
 */
export function requiredPart(suite: string, path: string, howToGetIt: string): boolean {
  if (existsSync(path)) return true;
  const required = (process.env['TECHALLY_REQUIRED_SUITES'] ?? '').split(',').includes(suite);
  if (required)
    throw new Error(`The suite "${suite}" is required here, and ${path} is missing. ${howToGetIt}`);
  console.warn(`Skipped: the suite "${suite}" needs ${path}. ${howToGetIt}`);
  return false;
}
