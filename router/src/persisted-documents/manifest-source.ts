import { isDeepStrictEqual } from 'node:util';
import type { ManifestOptions } from '../config/persisted-document-options.js';
import { StartError } from '../errors/start-error.js';
import { startPolling } from '../supergraph/polling.js';
import { ManifestError } from './manifest-error.js';
import { createManifestReader } from './manifest-reader.js';
import type { PersistedDocument } from './persisted-document.js';
import type { ManifestText } from './read-manifest.js';
import { readManifests } from './read-manifest.js';

export interface ManifestListeners {
  /** Takes what the manifest holds now. When it rejects, `onError` is told. */
  readonly onUpdate: (documents: readonly PersistedDocument[]) => Promise<void>;
  /** Told when the manifest cannot be read, or is not valid; what it held before stays. */
  readonly onError: (error: unknown) => void;
}

export interface ManifestSource {
  /** Where it is, for messages. */
  readonly name: string;
  /**
   * Reads the manifest for the first time.
   * @throws {StartError} Thrown with `MANIFEST_NOT_READABLE` or `MANIFEST_INVALID`.
   */
  read(): Promise<readonly PersistedDocument[]>;
  /** Tells of changes from now on. */
  watch(listeners: ManifestListeners): void;
  stop(): Promise<void>;
}

export function createManifestSource(manifest: ManifestOptions): ManifestSource {
  const name = 'file' in manifest ? manifest.file : 'folder' in manifest ? manifest.folder : manifest.url;
  const { read, interval } = createManifestReader(manifest);
  let last: readonly ManifestText[] | undefined;
  let stop: () => Promise<void> = () => Promise.resolve();
  return {
    name,
    async read() {
      last = await read().catch((cause: unknown) => {
        throw new StartError(
          'MANIFEST_NOT_READABLE',
          cause instanceof Error ? cause.message : String(cause),
          {
            cause,
          },
        );
      });
      try {
        return await readManifests(last ?? []);
      } catch (cause) {
        if (!(cause instanceof ManifestError)) throw cause;
        throw new StartError('MANIFEST_INVALID', `The manifest ${name} is not valid: ${cause.message}`, {
          cause,
        });
      }
    },
    watch({ onUpdate, onError }) {
      stop = startPolling({
        interval,
        onError,
        async poll(signal) {
          const texts = await read(signal);
          // Not every server sends an `ETag`.
          if (texts === undefined || isDeepStrictEqual(texts, last)) return;
          last = texts;
          try {
            await onUpdate(await readManifests(texts));
          } catch (error) {
            // The source can be read, so there is no reason to look at it more seldom.
            onError(error);
          }
        },
      });
    },
    stop: () => stop(),
  };
}
