import { validateHeaderName, validateHeaderValue } from 'node:http';

/**
 * Headers that every answer has, checked and written out once: `node:http` checks each header of each answer anew, which
 * costs more for a dozen of them than the rest of an answer's head.
 */
export class StandingHeaders {
  /** As they stand in a head, each line with its line break. */
  readonly lines: string;

  /**
   * @param list Names and values in turn.
   * @throws {TypeError} Thrown when one of them cannot be a header.
   */
  constructor(readonly list: readonly string[]) {
    let lines = '';
    for (let index = 0; index < list.length; index += 2) {
      const name = list[index] ?? '';
      const value = list[index + 1] ?? '';
      validateHeaderName(name);
      validateHeaderValue(name, value);
      lines += `${name}: ${value}\r\n`;
    }
    this.lines = lines;
  }

  /** These with one more, or with another value for one of them. */
  with(name: string, value: string): StandingHeaders {
    const index = this.list.indexOf(name);
    return new StandingHeaders(index < 0 ? [...this.list, name, value] : this.list.with(index + 1, value));
  }
}
