import { WeightedCache } from '../pipeline/weighted-cache.js';
import { fingerprintOf } from './fingerprint.js';
import { ManifestError } from './manifest-error.js';
import type { PersistedDocument } from './persisted-document.js';

/** Characters of texts about which it is kept whether they are known. */
const CACHE_WEIGHT = 1_000_000;
/** What an entry takes beside its text, in characters. */
const ENTRY_WEIGHT = 200;

/** The documents that a client may send. */
export class DocumentSet {
  readonly #byId = new Map<string, PersistedDocument>();
  readonly #byText = new Map<string, PersistedDocument>();
  readonly #byFingerprint = new Map<string, PersistedDocument>();
  readonly #found = new WeightedCache<PersistedDocument | null>(CACHE_WEIGHT);
  #maxTokens = 0;

  /** @throws {ManifestError} Thrown when two different documents have the same id. */
  constructor(documents: Iterable<PersistedDocument>) {
    for (const document of documents) {
      for (const id of document.ids) {
        const other = this.#byId.get(id);
        if (other !== undefined && other.fingerprint !== document.fingerprint) {
          throw new ManifestError(
            `the id "${id}" stands for two documents: ${other.origin}, and ${document.origin}`,
          );
        }
        this.#byId.set(id, document);
      }
      this.#byText.set(document.source, document);
      this.#byFingerprint.set(document.fingerprint, document);
      this.#maxTokens = Math.max(this.#maxTokens, document.tokens);
    }
  }

  /** In the order of the manifests. */
  get documents(): Iterable<PersistedDocument> {
    return this.#byText.values();
  }

  get isEmpty(): boolean {
    return this.#byText.size === 0;
  }

  /** @param id Without a prefix. */
  findById(id: string): PersistedDocument | undefined {
    return this.#byId.get(id);
  }

  /** The document that a text is, written the same way or another. */
  findByText(source: string): PersistedDocument | undefined {
    const same = this.#byText.get(source);
    if (same !== undefined || this.isEmpty) return same;
    let found = this.#found.get(source);
    if (found === undefined) {
      const fingerprint = fingerprintOf(source, this.#maxTokens);
      found = (fingerprint === undefined ? undefined : this.#byFingerprint.get(fingerprint)) ?? null;
      this.#found.set(source, found, source.length + ENTRY_WEIGHT);
    }
    return found ?? undefined;
  }
}
