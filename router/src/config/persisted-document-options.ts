import { resolve } from 'node:path';
import { z } from 'zod';
import { flag, httpUrl, wholeNumber } from './option-kinds.js';

const level = z
  .enum(['off', 'audit', 'safelist', 'safelist-ids'], {
    error: 'expected off, audit, safelist or safelist-ids',
  })
  .describe(
    '`off`: any document is executed; `audit`: the same, and documents that are in no manifest are logged; `safelist`: only documents of the manifests are executed, by id or by text; `safelist-ids`: by id only.',
  );

const manifest = z.union(
  [
    z.strictObject({
      file: z
        .string()
        .min(1)
        .describe(
          "A manifest in Apollo's or Relay's format, or a `.graphql` file; relative paths start from the folder of the configuration file. Changes are followed.",
        ),
    }),
    z.strictObject({
      folder: z
        .string()
        .min(1)
        .describe(
          'All `.json`, `.graphql` and `.gql` files of a folder, without those in folders inside it.',
        ),
    }),
    z.strictObject({
      url: httpUrl.describe('A manifest behind a URL, asked for changes again and again, with its `ETag`.'),
      headers: z
        .record(z.string(), z.string())
        .optional()
        .describe('Headers that are sent along, such as an authorization.'),
      interval: wholeNumber
        .pipe(z.number().int().min(100))
        .default(10_000)
        .describe('Milliseconds between two requests.'),
    }),
  ],
  { error: 'expected exactly one of file, folder and url' },
);

const manifests = z.array(manifest);

export const persistedDocumentOptions = z
  .strictObject({
    level: level
      .optional()
      .describe(
        `What clients may send whose name is not in \`clients\`. Default: the strictest level of \`clients\`, \`off\` when there are none. ${level.description ?? ''}`,
      ),
    manifests: manifests
      .default([])
      .describe('Where the documents come from that all clients may send by id.'),
    clients: z
      .record(
        z.string().min(1),
        z.strictObject({
          level: level.describe('What this client may send; as `persistedDocuments.level`.'),
          manifests: manifests
            .default([])
            .describe('Where the documents come from that this client may send beside those for all.'),
        }),
      )
      .default({})
      .describe(
        'By client name, as the header `graphql-client-name` or `apollographql-client-name` says it. It is a claim: who knows a name can use it.',
      ),
    exemptScopes: z
      .array(z.string().min(1))
      .default([])
      .describe('Users with one of these scopes may send any document, whatever their client.'),
    onBrokenDocument: z
      .enum(['refuse-document', 'refuse-supergraph'])
      .default('refuse-document')
      .describe(
        'What happens when a document of a manifest is not valid on the supergraph: requests for it are refused, or the supergraph is (and a manifest that brings such a document).',
      ),
    warmUp: z
      .strictObject({
        documents: wholeNumber
          .pipe(z.number().int().min(0).max(500))
          .default(200)
          .describe('How many documents of the manifests are planned before they are asked for.'),
        time: wholeNumber
          .pipe(z.number().int().min(0))
          .default(10_000)
          .describe('Milliseconds that this may take.'),
        wait: flag
          .default(true)
          .describe(
            'Whether the start, or a new supergraph, waits for it; else it goes on in the background.',
          ),
      })
      .prefault({}),
    apq: z
      .strictObject({
        enabled: flag
          .default(true)
          .describe(
            'Whether clients may send the hash of a document in place of its text, after having sent both once (automatic persisted queries).',
          ),
        ttl: wholeNumber
          .pipe(z.number().int().min(1))
          .default(86_400_000)
          .describe('Milliseconds for which a document is kept.'),
      })
      .prefault({}),
  })
  .superRefine((options, context) => {
    for (const [name, { level, manifests }] of [
      [undefined, options] as const,
      ...Object.entries(options.clients),
    ]) {
      const isListed = level === 'safelist' || level === 'safelist-ids';
      if (!isListed || manifests.length > 0 || options.manifests.length > 0) continue;
      context.addIssue({
        code: 'custom',
        path: [...(name === undefined ? [] : ['clients', name]), 'level'],
        message: `${level} needs manifests: without any, nothing would be executed`,
      });
    }
  });

export type PersistedDocumentOptions = z.output<typeof persistedDocumentOptions>;
export type PersistedDocumentLevel = z.output<typeof level>;
export type ManifestOptions = z.output<typeof manifest>;

/** Whether there are documents that clients can name. */
export function hasManifests({ manifests, clients }: PersistedDocumentOptions): boolean {
  return manifests.length > 0 || Object.values(clients).some((client) => client.manifests.length > 0);
}

/** The options with the paths of manifests made absolute. */
export function resolveManifestPaths(
  options: PersistedDocumentOptions,
  folder: string,
): PersistedDocumentOptions {
  const absolute = (manifest: ManifestOptions): ManifestOptions => {
    if ('file' in manifest) return { file: resolve(folder, manifest.file) };
    return 'folder' in manifest ? { folder: resolve(folder, manifest.folder) } : manifest;
  };
  return {
    ...options,
    manifests: options.manifests.map(absolute),
    clients: Object.fromEntries(
      Object.entries(options.clients).map(([name, client]) => [
        name,
        { ...client, manifests: client.manifests.map(absolute) },
      ]),
    ),
  };
}
