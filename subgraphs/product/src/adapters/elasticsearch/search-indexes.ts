import type { Client, estypes } from '@elastic/elasticsearch';
import type { SearchIndexes } from '../../ports/search-indexes.js';
import { SearchIndexMissingError, SearchIndexWriteError } from '../../ports/search-indexes.js';
import { MAPPINGS, SETTINGS } from './index-layout.js';
import { indexSource } from './index-source.js';

/** A write or a look that concerns many documents may take longer than a search; milliseconds. */
const BULK_TIMEOUT = { requestTimeout: 30_000 };

export interface SearchIndexesOptions {
  readonly client: Client;
  /** Hears of a document that an index will never take, and why. The others go on. */
  readonly onRefused: (error: Error) => void;
}

/** Indexes of products in Elasticsearch. */
export function createSearchIndexes({ client, onRefused }: SearchIndexesOptions): SearchIndexes {
  return {
    async create(name) {
      await client.indices.create(
        { index: name, mappings: MAPPINGS, settings: SETTINGS, aliases: { [writeAlias(name)]: {} } },
        BULK_TIMEOUT,
      );
    },

    async write(names, documents) {
      if (names.length === 0 || documents.length === 0) return;
      const sources = documents.map((document) => [document, indexSource(document)] as const);
      const { errors, items } = await client.bulk(
        {
          require_alias: true,
          operations: names.flatMap((name) =>
            sources.flatMap(([{ id, version }, source]) => [
              {
                index: {
                  _index: writeAlias(name),
                  _id: id,
                  version: Number(version),
                  version_type: 'external',
                },
              },
              source,
            ]),
          ),
        },
        BULK_TIMEOUT,
      );
      if (errors) judge(items, onRefused);
    },

    async refresh(name) {
      await client.indices.refresh({ index: name }, BULK_TIMEOUT);
    },

    async count(name) {
      return (await client.count({ index: name }, BULK_TIMEOUT)).count;
    },

    async list(prefix) {
      return Object.keys(
        await client.indices.get({ index: `${prefix}*`, allow_no_indices: true, filter_path: '*.aliases' }),
      );
    },

    async live(alias) {
      const indexes = await client.indices.getAlias({ name: alias }, { ignore: [404] });
      return 'error' in indexes ? null : (Object.keys(indexes)[0] ?? null);
    },

    async makeLive(alias, name) {
      const remove = { remove: { index: '*', alias, must_exist: false } };
      await client.indices.updateAliases(
        { actions: [remove, { add: { index: name, alias } }] },
        BULK_TIMEOUT,
      );
    },

    async drop(name) {
      await client.indices.delete({ index: name, ignore_unavailable: true }, BULK_TIMEOUT);
    },
  };
}

/** Writes go by an alias of the index's own: a write to a name that nothing has would make an index, without our mappings. */
function writeAlias(name: string): string {
  return `${name}.write`;
}

const CONFLICT = 409;
const NOT_FOUND = 404;
const BAD_REQUEST = 400;

function judge(items: estypes.BulkResponse['items'], onRefused: (error: Error) => void): void {
  for (const { index: item } of items) {
    // A later version is there already.
    if (item?.error === undefined || item.status === CONFLICT) continue;
    const { status, _id: id, _index: name, error } = item;
    const text = `${name}, product ${id ?? '?'}: ${error.reason ?? error.type}`;
    if (status === NOT_FOUND) throw new SearchIndexMissingError(text);
    if (status !== BAD_REQUEST) throw new SearchIndexWriteError(text);
    onRefused(new SearchIndexWriteError(text));
  }
}
