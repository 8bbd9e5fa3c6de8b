import type { GraphQLFormattedError } from 'graphql';
import { readProperty } from '../codegen/property-access.js';
import type { CollectedPart } from '../executor/collected-part.js';
import { requestFetch } from '../executor/send-fetch.js';
import type { SubgraphResponse } from '../transport/subgraph-transport.js';
import { SubrequestError } from '../transport/subrequest-error.js';
import type { CachedFetch, Piece } from './cached-fetch.js';
import type { CachedRun } from './cached-run.js';
import { keepAnswered, readKept, settle } from './cached-run.js';
import { pathOf } from './path-of.js';
import type { PendingPiece } from './pending-piece.js';

/** An entity, by its place among those of its part. */
interface WantedEntity {
  readonly of: CollectedPart;
  readonly alias: string;
  readonly place: number;
  readonly representation: string;
  readonly piece: Piece;
}

/** Fetches those entities that the cache does not have. */
export async function fetchEntities(
  cached: Extract<CachedFetch, { kind: 'entities' }>,
  cachedRun: CachedRun,
): Promise<SubgraphResponse | null> {
  const { fetch, run, collected, cache } = cachedRun;
  const lists = new Map<CollectedPart, unknown[]>();
  const wanted: WantedEntity[] = [];
  for (const of of collected) {
    const { alias } = of.part;
    if (alias === null) continue;
    const { texts } = of.representations;
    lists.set(
      of,
      texts.map(() => null),
    );
    for (const [place, representation] of texts.entries())
      wanted.push({ of, alias, place, representation, piece: cached.pieceOf(of.part, representation) });
  }
  const errors: GraphQLFormattedError[] = [];
  const state = { isAnswered: false };

  const put = ({ of, place }: WantedEntity, entity: unknown) => {
    state.isAnswered = true;
    const list = lists.get(of);
    if (list !== undefined) list[place] = entity;
  };

  async function request(missing: ReadonlyMap<WantedEntity, PendingPiece | null>): Promise<void> {
    const byPart = Map.groupBy(missing.keys(), ({ of }) => of);
    const asked = collected.map((of): CollectedPart => {
      const texts = (byPart.get(of) ?? []).map(({ representation }) => representation);
      return { ...of, representations: { texts, places: new Map() } };
    });
    try {
      const { response, told } = await requestFetch(fetch, run, { collected: asked, extra: {} });
      for (const [of, entities] of byPart) {
        const answered = answeredBy(response, of, entities.length);
        if (answered === null) {
          if ((response.errors?.length ?? 0) === 0)
            noteFailure(entities, malformed(fetch.subgraph, entities.length));
          for (const entity of entities) giveUp(missing.get(entity));
          continue;
        }
        const failed = failedPlaces(response.errors, entities[0]?.alias);
        for (const [index, entity] of entities.entries()) {
          put(entity, answered[index]);
          const isWhole = !failed.has(null) && !failed.has(index);
          keepAnswered(
            cachedRun,
            { piece: entity.piece, pending: missing.get(entity) ?? null },
            { data: isWhole ? answered[index] : null, told, representation: entity.representation },
          );
        }
      }
      for (const error of response.errors ?? []) errors.push(moved(error, byPart));
    } catch (error) {
      for (const pending of missing.values()) giveUp(pending);
      noteFailure([...missing.keys()], error);
    }
  }

  function giveUp(pending: PendingPiece | null | undefined): void {
    if (pending != null) cache.giveUp(pending);
  }

  /** Where nothing of a part came, it is one error about all of it. */
  function noteFailure(entities: readonly WantedEntity[], cause: unknown): void {
    const error = run.port.failure(fetch.subgraph, cause);
    for (const [{ part, representations }, lost] of Map.groupBy(entities, ({ of }) => of)) {
      const isAll = lost.length === representations.texts.length;
      const places = isAll ? [null] : lost.map(({ place }) => place);
      for (const entity of places) run.state.errors.push({ part, entity, path: [], error });
    }
  }

  await settle(wanted, {
    cache,
    request,
    find: ({ piece, representation }) => cache.find(piece, run.variables, representation),
    use(entity, text) {
      put(entity, readKept(fetch, text));
    },
  });
  if (!state.isAnswered && errors.length === 0) return null;
  const data = state.isAnswered
    ? Object.fromEntries([...lists].map(([{ part }, list]) => [part.alias ?? '', list]))
    : null;
  return { data, errors, extensions: undefined, httpStatus: 200 };
}

/** The entities that came for a part; null when it is not one for each that was asked for. */
function answeredBy(
  { data }: SubgraphResponse,
  { part }: CollectedPart,
  count: number,
): readonly unknown[] | null {
  const list = data == null || part.alias === null ? undefined : readProperty(data, part.alias);
  return Array.isArray(list) && list.length === count ? (list as readonly unknown[]) : null;
}

/** The places in the request that errors are about; null among them when an error may be about any. */
function failedPlaces(
  errors: readonly GraphQLFormattedError[] = [],
  alias: string | undefined,
): ReadonlySet<number | null> {
  const places = new Set<number | null>();
  for (const error of errors) {
    const [first, place] = pathOf(error);
    if (typeof first === 'string' && first !== alias) continue;
    places.add(first === alias && typeof place === 'number' ? place : null);
  }
  return places;
}

/** An error with the place among all entities of its part in place of that among those that were asked for. */
function moved(
  error: GraphQLFormattedError,
  byPart: ReadonlyMap<CollectedPart, readonly WantedEntity[]>,
): GraphQLFormattedError {
  const [first, place, ...rest] = pathOf(error);
  if (typeof first !== 'string' || typeof place !== 'number') return error;
  for (const entities of byPart.values()) {
    const entity = entities[place];
    if (entity?.alias === first) return { ...error, path: [first, entity.place, ...rest] };
  }
  return error;
}

function malformed(subgraph: string, count: number): SubrequestError {
  return new SubrequestError(
    'SUBREQUEST_MALFORMED_RESPONSE',
    `Subgraph "${subgraph}" did not answer one entity for each of ${count} representations.`,
  );
}
