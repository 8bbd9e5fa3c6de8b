import { readWeightedList, rememberChoices } from './weighted-list.js';

/** How answers may be compressed. */
export type AnswerEncoding = 'br' | 'gzip';

/** Among encodings that a client likes as well as each other: the one that makes answers smaller. */
const OFFERS: readonly AnswerEncoding[] = ['br', 'gzip'];

/**
 * How a client wants its answer compressed, by its `accept-encoding` header (RFC 9110, section 12.5.3): the highest
 * quality wins.
 *
 * @returns `null` for an answer as it is: the client says nothing, accepts neither, or likes `identity` better.
 */
export function negotiateEncoding(acceptEncoding: string | undefined): AnswerEncoding | null {
  if (acceptEncoding === undefined || acceptEncoding === '') return null;
  return choose(acceptEncoding);
}

const choose = rememberChoices((acceptEncoding): AnswerEncoding | null => {
  const codings = readWeightedList(acceptEncoding);
  const qualities = new Map(codings.map(({ name, quality }) => [name === 'x-gzip' ? 'gzip' : name, quality]));
  const others = qualities.get('*') ?? 0;
  const qualityOf = (encoding: AnswerEncoding) => qualities.get(encoding) ?? others;
  const best = Math.max(...OFFERS.map(qualityOf));
  const asItIs = qualities.get('identity') ?? 0;
  if (best === 0 || asItIs > best) return null;
  return OFFERS.find((encoding) => qualityOf(encoding) === best) ?? null;
});
