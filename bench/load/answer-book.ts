import { isDeepStrictEqual } from 'node:util';

export interface AnswerBookOptions {
  /** How many forms the answers have; the number of a request modulo this says which one. */
  readonly shapes: number;
  /** A text in the answer that is the request's own, of the same length for all; empty when there is none. */
  marker(number: number): string;
  /** What `data` must be. */
  expectedData(number: number): unknown;
}

interface Page {
  readonly body: Buffer;
  readonly markerOffsets: readonly number[];
}

/**
 * Knows the answers of one gateway, byte by byte. The first answer of each form is compared with the reference as data;
 * from then on every answer must repeat its bytes.
 */
export class AnswerBook {
  readonly #options: AnswerBookOptions;
  readonly #pages = new Map<number, Page>();

  constructor(options: AnswerBookOptions) {
    this.#options = options;
  }

  /** The numbers whose answers make the book complete. */
  get unknownNumbers(): readonly number[] {
    return Array.from({ length: this.#options.shapes }, (_, shape) => shape).filter(
      (shape) => !this.#pages.has(shape),
    );
  }

  /** @throws Thrown when the answer is not the right one. */
  learn(number: number, body: Buffer): void {
    const { data, errors } = JSON.parse(body.toString('utf8')) as { data?: unknown; errors?: unknown };
    if (errors !== undefined)
      throw new Error(`The answer has errors: ${JSON.stringify(errors).slice(0, 500)}`);
    if (!isDeepStrictEqual(data, this.#options.expectedData(number)))
      throw new Error(`The answer is wrong: ${JSON.stringify(data).slice(0, 500)}`);
    const marker = this.#options.marker(number);
    this.#pages.set(number % this.#options.shapes, { body, markerOffsets: offsets(body, marker) });
  }

  /** Whether these slices, put together, are the answer to that request. */
  matches(number: number, slices: readonly Buffer[]): boolean {
    const page = this.#pages.get(number % this.#options.shapes);
    if (page === undefined) return false;
    for (const offset of page.markerOffsets) page.body.write(this.#options.marker(number), offset, 'latin1');
    let position = 0;
    for (const slice of slices) {
      if (!slice.equals(page.body.subarray(position, position + slice.length))) return false;
      position += slice.length;
    }
    return position === page.body.length;
  }
}

function offsets(body: Buffer, marker: string): readonly number[] {
  const found: number[] = [];
  if (marker === '') return found;
  for (let at = body.indexOf(marker); at !== -1; at = body.indexOf(marker, at + 1)) found.push(at);
  return found;
}
