/** A number as text, which `JSON.stringify` writes as it is. */
export interface RawJson {
  readonly rawJSON: string;
}

/** What the typings of this TypeScript do not know yet (https://github.com/tc39/proposal-json-parse-with-source). */
const json = JSON as typeof JSON & {
  rawJSON(text: string): RawJson;
  isRawJSON(value: unknown): value is RawJson;
};

export function rawJson(text: string): RawJson {
  return json.rawJSON(text);
}

export function isRawJson(value: unknown): value is RawJson {
  return json.isRawJSON(value);
}
