/** Thrown when the variables that name an Elasticsearch server cannot be used; the message says which and why. */
export class ElasticsearchSettingsError extends Error {
  readonly code = 'ELASTICSEARCH_SETTINGS_INVALID';
}

/** Where search is, and what its indexes are called there. */
export interface ElasticsearchSettings {
  readonly url: string;
  /** What the names of the indexes begin with; shops that share a server need different ones. */
  readonly indexPrefix: string;
}

/** Of what Elasticsearch takes as a name, what is also readable. */
const PREFIX = /^[a-z][a-z0-9-]{0,99}$/;

/**
 * The Elasticsearch server that an environment names: `ELASTICSEARCH_URL` (`https://user:password@host:9200`), and
 * `ELASTICSEARCH_INDEX` (default `techally-products`).
 *
 * @returns `null` when it names none; an empty variable names none.
 * @throws {ElasticsearchSettingsError} Thrown when they are unusable.
 */
export function parseElasticsearchSettings(
  env: Readonly<Record<string, string | undefined>>,
): ElasticsearchSettings | null {
  const text = env['ELASTICSEARCH_URL'] ?? '';
  if (text === '') return null;
  const url = URL.parse(text);
  // The text is not repeated: it may hold a password.
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw new ElasticsearchSettingsError('ELASTICSEARCH_URL must be an address such as http://host:9200.');
  const named = env['ELASTICSEARCH_INDEX'] ?? '';
  const indexPrefix = named === '' ? 'techally-products' : named;
  if (!PREFIX.test(indexPrefix))
    throw new ElasticsearchSettingsError(
      'ELASTICSEARCH_INDEX begins with a small letter and has small letters, digits and hyphens, at most 100.',
    );
  return { url: text, indexPrefix };
}
