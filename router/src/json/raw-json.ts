/**
 * A JSON value as its text, which `JSON.stringify` writes as it is
 * (https://tc39.es/proposal-json-parse-with-source/). Frozen.
 */
export interface RawJson {
  readonly rawJSON: string;
}

/** What TypeScript's library does not know yet of the `JSON` of Node.js 22 and later. */
interface JsonWithRaw {
  rawJSON(text: string): RawJson;
  isRawJSON(value: unknown): boolean;
}
const json = JSON as unknown as JsonWithRaw;

/**
 * @param text A number, string, boolean or null as JSON.
 * @throws {SyntaxError} Thrown when it is not.
 */
export function rawJson(text: string): RawJson {
  return json.rawJSON(text);
}

export function isRawJson(value: unknown): value is RawJson {
  return json.isRawJSON(value);
}
