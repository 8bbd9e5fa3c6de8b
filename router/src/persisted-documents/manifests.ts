import type { Logger } from 'pino';
import { ChangesInTurn } from '../changes-in-turn.js';
import type { PersistedDocumentOptions } from '../config/persisted-document-options.js';
import { StartError } from '../errors/start-error.js';
import type { SupergraphInUse } from '../pipeline/supergraph-in-use.js';
import type { ManifestSources, Policies } from './create-policies.js';
import { createPolicies } from './create-policies.js';
import type { BrokenDocument } from './find-broken-documents.js';
import { describeBroken, findBrokenDocuments } from './find-broken-documents.js';
import { ManifestError } from './manifest-error.js';
import type { ManifestSource } from './manifest-source.js';
import { createManifestSource } from './manifest-source.js';
import type { PersistedDocument } from './persisted-document.js';

/** What the manifests need of a supergraph. */
export type CheckedSupergraph = Pick<SupergraphInUse, 'prepareDocument' | 'planAhead'>;

/** The manifests of a configuration, through all changes of them. */
export class Manifests {
  #policies: Policies;
  readonly #changes = new ChangesInTurn();

  private constructor(
    private readonly options: PersistedDocumentOptions,
    private readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>,
    private readonly sources: ManifestSources,
    private readonly contents: Map<ManifestSource, readonly PersistedDocument[]>,
  ) {
    this.#policies = createPolicies(options, sources, contents);
  }

  /**
   * Reads all manifests.
   * @throws {StartError} Rejects with `MANIFEST_NOT_READABLE` or `MANIFEST_INVALID`.
   */
  static async load(
    options: PersistedDocumentOptions,
    logger: Pick<Logger, 'info' | 'warn' | 'error'>,
  ): Promise<Manifests> {
    const sources = {
      forAll: options.manifests.map(createManifestSource),
      byClient: new Map(
        Object.entries(options.clients).map(([name, { manifests }]) => [
          name,
          manifests.map(createManifestSource),
        ]),
      ),
    };
    const contents = new Map<ManifestSource, readonly PersistedDocument[]>();
    for (const source of allOf(sources)) contents.set(source, await source.read());
    try {
      return new Manifests(options, logger, sources, contents);
    } catch (cause) {
      if (!(cause instanceof ManifestError)) throw cause;
      throw new StartError('MANIFEST_INVALID', `The manifests are not valid: ${cause.message}`, { cause });
    }
  }

  get policies(): Policies {
    return this.#policies;
  }

  /**
   * Checks all documents against a supergraph that is to be used, and plans them.
   * @throws {StartError} Rejects with `SUPERGRAPH_INVALID` when a document is not valid on it, where that is asked for.
   */
  async prepare(supergraph: CheckedSupergraph): Promise<void> {
    const { documents } = this.#policies;
    if (documents.length === 0) return;
    const broken = await findBrokenDocuments(documents, supergraph.prepareDocument);
    if (broken.length > 0) {
      if (this.options.onBrokenDocument === 'refuse-supergraph') {
        throw new StartError(
          'SUPERGRAPH_INVALID',
          `Persisted documents are not valid on it:${describeBroken(broken)}`,
        );
      }
      this.#warn(broken);
    }
    const planned = this.#plan(supergraph);
    if (this.options.warmUp.wait) await planned;
  }

  /**
   * Follows changes of the manifests from now on.
   * @param supergraph The one in use.
   */
  watch(supergraph: () => CheckedSupergraph): void {
    for (const source of allOf(this.sources)) {
      source.watch({
        onUpdate: (documents) => this.#changes.make(() => this.#replace(source, documents, supergraph())),
        onError: (error) => {
          const reason = error instanceof Error ? error.message : String(error);
          this.logger.error(
            { err: error },
            `the manifest ${source.name} is not taken, the old one stays: ${reason}`,
          );
        },
      });
    }
  }

  async close(): Promise<void> {
    await Promise.all(allOf(this.sources).map((source) => source.stop()));
    await this.#changes.settled();
  }

  async #replace(
    source: ManifestSource,
    documents: readonly PersistedDocument[],
    supergraph: CheckedSupergraph,
  ): Promise<void> {
    const policies = createPolicies(
      this.options,
      this.sources,
      new Map(this.contents).set(source, documents),
    );
    const broken = await findBrokenDocuments(documents, supergraph.prepareDocument);
    if (broken.length > 0) {
      if (this.options.onBrokenDocument === 'refuse-supergraph') {
        throw new ManifestError(`documents are not valid on the supergraph:${describeBroken(broken)}`);
      }
      this.#warn(broken);
    }
    this.contents.set(source, documents);
    this.#policies = policies;
    this.logger.info(
      { documents: documents.length },
      `the manifest ${source.name} has changed and is in use`,
    );
    void this.#plan(supergraph);
  }

  async #plan(supergraph: CheckedSupergraph): Promise<void> {
    const { documents: count, time } = this.options.warmUp;
    const chosen = this.#policies.documents.slice(0, count);
    if (chosen.length === 0 || time === 0) return;
    try {
      const operations = await supergraph.planAhead(chosen, AbortSignal.timeout(time));
      this.logger.info({ operations }, 'persisted documents were planned ahead');
    } catch (error) {
      this.logger.error({ err: error }, 'persisted documents could not be planned ahead');
    }
  }

  #warn(broken: readonly BrokenDocument[]): void {
    this.logger.warn(
      {
        documents: broken.slice(0, MAX_LISTED).map(({ document, reason }) => `${document.origin}: ${reason}`),
      },
      `${broken.length} persisted documents are not valid on the supergraph; requests for them are refused`,
    );
  }
}

/** Documents that one line of the log lists. */
const MAX_LISTED = 100;

function allOf({ forAll, byClient }: ManifestSources): readonly ManifestSource[] {
  return [...forAll, ...[...byClient.values()].flat()];
}
