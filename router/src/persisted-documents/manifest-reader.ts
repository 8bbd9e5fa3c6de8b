import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { SettledFiles } from '../supergraph/settled-files.js';
import { createUrlReader } from '../supergraph/url-reader.js';
import type { ManifestOptions } from '../config/persisted-document-options.js';
import type { ManifestText } from './read-manifest.js';

/**
 * Reads the texts of a manifest: of a file, of all files of a folder, of a URL. `undefined` when they have not changed
 * since the last time, or are just being written.
 */
export type ManifestReader = (stopping?: AbortSignal) => Promise<readonly ManifestText[] | undefined>;

/** Milliseconds between two looks at files. */
const FILE_INTERVAL = 500;

/** @returns How to read it, and how many milliseconds should be between two times. */
export function createManifestReader(manifest: ManifestOptions): {
  readonly read: ManifestReader;
  readonly interval: number;
} {
  if ('file' in manifest) {
    const { file } = manifest;
    return { read: createFilesReader(file, () => Promise.resolve([file])), interval: FILE_INTERVAL };
  }
  if ('folder' in manifest) {
    const { folder } = manifest;
    return { read: createFilesReader(folder, () => manifestFiles(folder)), interval: FILE_INTERVAL };
  }
  const { url, headers, interval } = manifest;
  const readUrl = createUrlReader({ url, headers, what: 'The manifest' });
  const name = new URL(url).pathname;
  return {
    interval,
    async read(stopping) {
      const text = await readUrl(stopping);
      return text === undefined ? undefined : [{ name, text }];
    },
  };
}

const ENDINGS: readonly string[] = ['.json', '.graphql', '.gql'];

/** Hidden files are left out: Kubernetes puts the real files of a volume in such folders, and links to them. */
async function manifestFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => !name.startsWith('.') && ENDINGS.includes(extname(name)))
    .sort()
    .map((name) => join(folder, name));
}

function createFilesReader(name: string, list: () => Promise<readonly string[]>): ManifestReader {
  const files = new SettledFiles();

  async function readChanged(): Promise<readonly ManifestText[] | undefined> {
    const paths = await list();
    const state = await files.changed(paths);
    if (state === undefined) return undefined;
    const texts = await Promise.all(
      paths.map(async (path) => ({ name: basename(path), text: await readFile(path, 'utf8') })),
    );
    files.take(state);
    return texts;
  }

  return () =>
    readChanged().catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`The manifest ${name} cannot be read: ${reason}`, { cause });
    });
}
