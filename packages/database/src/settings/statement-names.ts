/** Statements that get a name. A service has some dozens of texts; lists of values of every length make more of them. */
const MOST_NAMES = 400;

/**
 * Names SQL texts, so that each connection has PostgreSQL read and plan a text once in place of every time. The first
 * 400 texts are named, the same text always the same; what comes after them gets the empty name, which PostgreSQL
 * forgets at once: names are kept, here and by each connection's server process, as long as these live.
 */
export function createStatementNames(): (query: { readonly sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= MOST_NAMES) return '';
    const name = `techally-${String(names.size)}`;
    names.set(sql, name);
    return name;
  };
}
