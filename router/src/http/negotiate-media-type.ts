import type { AnswerMediaType } from '../pipeline/compose-answer.js';

/** What answers may be, the preferred one first. */
const OFFERS: readonly AnswerMediaType[] = ['application/json', 'application/graphql-response+json'];

/**
 * The media type that a client wants its answer in, by its `accept` header (RFC 9110, section 12.5.1): the highest
 * quality wins, then the range that says most, then the one that comes first. Without a header it is JSON.
 *
 * @returns `null` when the client takes neither.
 */
export function negotiateMediaType(accept: string | undefined): AnswerMediaType | null {
  if (accept === undefined || accept === '' || accept === '*/*' || accept === OFFERS[0])
    return 'application/json';
  let known = negotiated.get(accept);
  if (known === undefined) {
    known = choose(accept);
    // Clients write what they like; the few forms that there are come soon again.
    if (negotiated.size >= MAX_KNOWN) negotiated.clear();
    negotiated.set(accept, known);
  }
  return known;
}

const negotiated = new Map<string, AnswerMediaType | null>();
const MAX_KNOWN = 200;

interface MediaRange {
  readonly type: string;
  readonly quality: number;
  readonly place: number;
}

function choose(accept: string): AnswerMediaType | null {
  const ranges = accept.split(',').map(readRange);
  const matches = OFFERS.flatMap((offer) => {
    const [best] = ranges
      .map((range) => ({ offer, ...range, specificity: specificity(range.type, offer) }))
      .filter((match) => match.specificity > 0)
      .sort((a, b) => b.specificity - a.specificity || a.place - b.place);
    return best === undefined || best.quality === 0 ? [] : [best];
  });
  matches.sort((a, b) => b.quality - a.quality || b.specificity - a.specificity || a.place - b.place);
  return matches[0]?.offer ?? null;
}

function readRange(text: string, place: number): MediaRange {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => /^q\s*=/.test(parameter));
  const quality = weight === undefined ? 1 : Number(weight.slice(weight.indexOf('=') + 1));
  return { type, quality: quality >= 0 && quality <= 1 ? quality : 0, place };
}

/** How exactly a range names a media type; 0 when it does not. */
function specificity(range: string, offer: AnswerMediaType): number {
  if (range === offer) return 3;
  if (range === 'application/*') return 2;
  return range === '*/*' ? 1 : 0;
}
