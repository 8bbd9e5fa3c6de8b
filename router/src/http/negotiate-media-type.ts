import type { AnswerMediaType } from '../pipeline/compose-answer.js';
import { readWeightedList, rememberChoices } from './weighted-list.js';

/** How an answer is written. */
export interface AnswerFormat {
  readonly mediaType: AnswerMediaType;
  /**
   * Whether a well-formed request is answered with 200 although its operation is refused (syntax, validation,
   * variables). GraphQL over HTTP wants that for `application/json`, since older clients take any other status for that of
   * a server in between (https://graphql.github.io/graphql-over-http/draft/#sec-application-json). Only clients that name
   * the media type get it; for all others, the status says what happened.
   */
  readonly hidesRefusals: boolean;
}

const JSON_BY_DEFAULT: AnswerFormat = { mediaType: 'application/json', hidesRefusals: false };
const JSON_BY_NAME: AnswerFormat = { mediaType: 'application/json', hidesRefusals: true };
const GRAPHQL_RESPONSE: AnswerFormat = {
  mediaType: 'application/graphql-response+json',
  hidesRefusals: false,
};

/** What answers may be, the preferred one first. */
const OFFERS: readonly AnswerMediaType[] = ['application/json', 'application/graphql-response+json'];

/**
 * What a client wants its answer as, by its `accept` header (RFC 9110, section 12.5.1): the highest quality wins, then the
 * range that says most, then the one that comes first. Without a header it is JSON.
 *
 * @returns `null` when the client takes neither of the media types.
 */
export function negotiateMediaType(accept: string | undefined): AnswerFormat | null {
  if (accept === undefined || accept === '' || accept === '*/*') return JSON_BY_DEFAULT;
  if (accept === OFFERS[0]) return JSON_BY_NAME;
  return choose(accept);
}

const choose = rememberChoices((accept): AnswerFormat | null => {
  const ranges = readWeightedList(accept);
  const matches = OFFERS.flatMap((offer) => {
    const [best] = ranges
      .map((range) => ({ offer, ...range, specificity: specificity(range.name, offer) }))
      .filter((match) => match.specificity > 0)
      .sort((a, b) => b.specificity - a.specificity || a.place - b.place);
    return best === undefined || best.quality === 0 ? [] : [best];
  });
  matches.sort((a, b) => b.quality - a.quality || b.specificity - a.specificity || a.place - b.place);
  const [chosen] = matches;
  if (chosen === undefined) return null;
  if (chosen.offer === 'application/graphql-response+json') return GRAPHQL_RESPONSE;
  return chosen.specificity === BY_NAME ? JSON_BY_NAME : JSON_BY_DEFAULT;
});

const BY_NAME = 3;

/** How exactly a range names a media type; 0 when it does not. */
function specificity(range: string, offer: AnswerMediaType): number {
  if (range === offer) return BY_NAME;
  if (range === 'application/*') return 2;
  return range === '*/*' ? 1 : 0;
}
