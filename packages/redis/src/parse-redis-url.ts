/** Thrown when the variables that name a Redis server cannot be used; the message says which and why. */
export class RedisSettingsError extends Error {
  readonly code = 'REDIS_SETTINGS_INVALID';
}

/**
 * The Redis server that an environment names: `REDIS_URL` (`redis://user:password@host:6379/0`; `rediss:` for TLS), or
 * in parts `REDIS_HOST`, `REDIS_PORT` (default 6379) and `REDIS_PASSWORD`.
 *
 * @returns `null` when it names none; empty variables name none.
 * @throws {RedisSettingsError} Thrown when what it names is no address of a Redis server.
 */
export function parseRedisUrl(env: Readonly<Record<string, string | undefined>>): string | null {
  const url = env['REDIS_URL'] ?? '';
  const host = env['REDIS_HOST'] ?? '';
  if (url !== '') return checkUrl(url);
  if (host === '') return null;
  const port = env['REDIS_PORT'] ?? '6379';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new RedisSettingsError('REDIS_PORT is no port.');
  const password = env['REDIS_PASSWORD'] ?? '';
  const user = password === '' ? '' : `:${encodeURIComponent(password)}@`;
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return checkUrl(`redis://${user}${name}:${port}`);
}

/** The text is not repeated in the message: it may hold a password. */
function checkUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null || !['redis:', 'rediss:'].includes(url.protocol) || url.hostname === '')
    throw new RedisSettingsError('REDIS_URL must be an address such as redis://host:6379.');
  return text;
}
