/** A mail server and what mails say about their sender. */
export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** Whether the connection begins with TLS (`smtps:`); else it changes to TLS where the server offers that. */
  readonly tls: boolean;
  /** Null where the server asks for none. Never sent without TLS. */
  readonly credentials: { readonly user: string; readonly password: string } | null;
  readonly from: { readonly name: string; readonly address: string };
}

/** A provider that takes messages as JSON over HTTP. */
export interface GatewaySettings {
  readonly url: string;
  /** Sent as `Authorization: Bearer`. */
  readonly token: string;
}

/** Who delivers; null: the embedded sender of the channel, which puts messages into a table. */
export interface DeliverySettings {
  readonly smtp: SmtpSettings | null;
  readonly sms: GatewaySettings | null;
  readonly push: GatewaySettings | null;
  /** Whom mails about what needs a human go to; null: the log alone tells of it. */
  readonly operatorEmail: string | null;
}

/** Thrown when a variable about delivery cannot be used; the message names it and does not repeat it. */
export class DeliverySettingsError extends Error {
  readonly code = 'DELIVERY_SETTINGS_INVALID';
}

type Environment = Readonly<Record<string, string | undefined>>;

const ADDRESS = String.raw`[^\s<>@,;:"\p{Cc}]+@[^\s<>@,;:"\p{Cc}]+`;
const SENDER = new RegExp(
  String.raw`^(?:"?(?<name>[^"<>\p{Cc}]+?)"?\s*<(?<inner>${ADDRESS})>|(?<bare>${ADDRESS}))$`,
  'u',
);

const BARE_ADDRESS = new RegExp(`^${ADDRESS}$`, 'u');

/** What an HTTP header may hold of a token (RFC 6750, section 2.1). */
const TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/;

/**
 * Reads who delivers from an environment: `SMTP_URL` (`smtp://user:password@host:587`, or `smtps://…:465`) with `MAIL_FROM`
 * (`shop@example.com` or `Shop <shop@example.com>`), `SMS_GATEWAY_URL` with `SMS_GATEWAY_TOKEN`, `PUSH_GATEWAY_URL` with
 * `PUSH_GATEWAY_TOKEN`, and the operators' address `OPERATOR_EMAIL` (`ops@example.com`). An empty variable is none.
 * @throws {DeliverySettingsError} Thrown when one cannot be used, or its partner is missing.
 */
export function parseDeliverySettings(env: Environment): DeliverySettings {
  return {
    smtp: smtpOf(env),
    sms: gatewayOf(env, 'SMS'),
    push: gatewayOf(env, 'PUSH'),
    operatorEmail: operatorEmailOf(env),
  };
}

function smtpOf(env: Environment): SmtpSettings | null {
  const text = env['SMTP_URL'] ?? '';
  if (text === '') return null;
  const url = URL.parse(text);
  const credentials = url === null ? null : credentialsOf(url);
  const isPlain = url !== null && ['', '/'].includes(url.pathname) && url.search === '' && url.hash === '';
  if (
    !isPlain ||
    !['smtp:', 'smtps:'].includes(url.protocol) ||
    url.hostname === '' ||
    credentials === 'UNREADABLE'
  ) {
    throw new DeliverySettingsError('SMTP_URL must be an address such as smtp://user:password@host:587.');
  }
  const tls = url.protocol === 'smtps:';
  // Brackets are for the addresses of IPv6 in URLs only.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port === '' ? (tls ? 465 : 587) : Number(url.port);
  return { host, port, tls, credentials, from: senderOf(env) };
}

function credentialsOf({ username, password }: URL): SmtpSettings['credentials'] | 'UNREADABLE' {
  if (username === '' && password === '') return null;
  if (username === '' || password === '') return 'UNREADABLE';
  try {
    return { user: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch {
    return 'UNREADABLE';
  }
}

function senderOf(env: Environment): SmtpSettings['from'] {
  const { name, inner, bare } = SENDER.exec(env['MAIL_FROM'] ?? '')?.groups ?? {};
  const address = inner ?? bare;
  if (address === undefined)
    throw new DeliverySettingsError(
      'MAIL_FROM must be an address such as Shop <shop@example.com> where there is SMTP_URL.',
    );
  return { name: name?.trim() ?? '', address };
}

function operatorEmailOf(env: Environment): string | null {
  const text = env['OPERATOR_EMAIL'] ?? '';
  if (text === '') return null;
  if (!BARE_ADDRESS.test(text))
    throw new DeliverySettingsError('OPERATOR_EMAIL must be one address such as ops@example.com.');
  return text;
}

function gatewayOf(env: Environment, channel: 'SMS' | 'PUSH'): GatewaySettings | null {
  const [urlName, tokenName] = [`${channel}_GATEWAY_URL`, `${channel}_GATEWAY_TOKEN`];
  const text = env[urlName] ?? '';
  if (text === '') return null;
  const url = URL.parse(text);
  if (
    url === null ||
    !['http:', 'https:'].includes(url.protocol) ||
    url.username !== '' ||
    url.password !== ''
  )
    throw new DeliverySettingsError(
      `${urlName} must be an address such as https://host/messages, without a user.`,
    );
  const token = env[tokenName] ?? '';
  if (!TOKEN.test(token))
    throw new DeliverySettingsError(`${tokenName} must be a bearer token where there is ${urlName}.`);
  return { url: url.href, token };
}
