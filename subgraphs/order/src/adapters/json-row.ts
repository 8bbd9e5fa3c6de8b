/** What PostgreSQL's `to_json` makes of a row: times are texts (ISO 8601), and BIGINTs are numbers. */
export type JsonRow<Row> = { readonly [Field in keyof Row]: JsonValueOf<Row[Field]> };

type JsonValueOf<Value> = Value extends Date ? string : Value extends bigint ? number : Value;

/** Reads a time of a {@link JsonRow}. */
export function timeOfJson(text: string): Date;
export function timeOfJson(text: string | null): Date | null;
export function timeOfJson(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
