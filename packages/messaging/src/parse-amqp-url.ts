/** Thrown when the variable that names a broker cannot be used; the message says why. */
export class AmqpSettingsError extends Error {
  readonly code = 'AMQP_SETTINGS_INVALID';
}

/**
 * The RabbitMQ that an environment names: `AMQP_URL` (`amqp://user:password@host:5672/vhost`; `amqps:` for TLS).
 *
 * @returns `null` when it names none; an empty variable names none.
 * @throws {AmqpSettingsError} Thrown when what it names is no address of a broker.
 */
export function parseAmqpUrl(env: Readonly<Record<string, string | undefined>>): string | null {
  const text = env['AMQP_URL'] ?? '';
  if (text === '') return null;
  const url = URL.parse(text);
  // The text is not repeated: it may hold a password.
  if (url === null || !['amqp:', 'amqps:'].includes(url.protocol) || url.hostname === '')
    throw new AmqpSettingsError('AMQP_URL must be an address such as amqp://user:password@host:5672.');
  return text;
}
