/** A document of a manifest. */
export interface PersistedDocument {
  /** What clients may call it; without a prefix such as `sha256:`. */
  readonly ids: readonly string[];
  /** Its text, as it stands in the manifest. */
  readonly source: string;
  /** Equal for documents that differ only in what `fingerprint` takes away. */
  readonly fingerprint: string;
  /** How many tokens the text has. */
  readonly tokens: number;
  /** The operations that it holds; `undefined` for one without a name. */
  readonly operationNames: readonly (string | undefined)[];
  /** The client that it is for; `undefined` for every client that has the manifest. */
  readonly clientName: string | undefined;
  /** Where it stands, for messages: `mobile.json: operations[3] (ProductList)`. */
  readonly origin: string;
}

/** Takes the prefix off an id: `sha256:<hash>` and `<hash>` name the same document. */
export function plainId(id: string): string {
  return id.startsWith(SHA256_PREFIX) ? id.slice(SHA256_PREFIX.length) : id;
}

/** https://github.com/graphql/graphql-over-http/blob/main/spec/Appendix%20A%20--%20Persisted%20Documents.md */
const SHA256_PREFIX = 'sha256:';
