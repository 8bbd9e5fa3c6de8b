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
  let known = negotiated.get(acceptEncoding);
  if (known === undefined) {
    known = choose(acceptEncoding);
    // Clients write what they like; the few forms that there are come soon again.
    if (negotiated.size >= MAX_KNOWN) negotiated.clear();
    negotiated.set(acceptEncoding, known);
  }
  return known;
}

const negotiated = new Map<string, AnswerEncoding | null>();
const MAX_KNOWN = 200;

function choose(acceptEncoding: string): AnswerEncoding | null {
  const qualities = new Map(acceptEncoding.split(',').map(readCoding));
  const others = qualities.get('*') ?? 0;
  const qualityOf = (encoding: AnswerEncoding) => qualities.get(encoding) ?? others;
  const best = Math.max(...OFFERS.map(qualityOf));
  const asItIs = qualities.get('identity') ?? 0;
  if (best === 0 || asItIs > best) return null;
  return OFFERS.find((encoding) => qualityOf(encoding) === best) ?? null;
}

function readCoding(text: string): readonly [string, number] {
  const [coding = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => /^q\s*=/.test(parameter));
  const quality = weight === undefined ? 1 : Number(weight.slice(weight.indexOf('=') + 1));
  return [coding === 'x-gzip' ? 'gzip' : coding, quality >= 0 && quality <= 1 ? quality : 0];
}
