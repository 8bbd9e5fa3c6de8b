import type { Logger } from 'pino';
import { WeightedCache } from '../pipeline/weighted-cache.js';
import type { ClientClaim } from './client-policy.js';

/** Notes that a client sent a document that is in no manifest. */
export type LogUnknownDocument = (source: string, claim: ClientClaim) => void;

/** Characters of a document that are written to the log, and of what a client says about itself. */
const MAX_SOURCE = 2_000;
const MAX_CLAIM = 100;
/** Characters of documents about which it is kept that they were logged. */
const CACHE_WEIGHT = 500_000;
const ENTRY_WEIGHT = 200;

/** Logs each document once for each client, as long as it is remembered: a client sends the same ones again and again. */
export function createLogUnknownDocument(logger: Pick<Logger, 'warn'>): LogUnknownDocument {
  const logged = new WeightedCache<true>(CACHE_WEIGHT);
  return (source, { name, version }) => {
    const clientName = name?.slice(0, MAX_CLAIM);
    const key = `${clientName ?? ''}\n${source}`;
    if (logged.get(key) === true) return;
    logged.set(key, true, key.length + ENTRY_WEIGHT);
    logger.warn(
      { clientName, clientVersion: version?.slice(0, MAX_CLAIM), document: source.slice(0, MAX_SOURCE) },
      'a document is in no manifest',
    );
  };
}
