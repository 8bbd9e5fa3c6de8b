/** What changes rows, or commits that. A row lock is no write, and no more is what a conflict turns into. */
const WRITES = /\b(insert\s+into|(?<!\bdo\s+|\bfor\s+|\bkey\s+)update|delete\s+from|commit)\b/i;

/** Whether a text of one or more statements can change something that outlives it. */
export function isWrite(sql: string): boolean {
  return WRITES.test(sql);
}

/** A statement's name: its text in one line, the same for any number of rows and values. */
export function nameOfStatement(sql: string): string {
  return sql
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\$\d+/g, '?')
    .replace(/\?(::\w+(\[\])?)?(, ?\?(::\w+(\[\])?)?)+/g, '?…')
    .replace(/\((\?…?)\)(, ?\(\?…?\))+/g, '($1)…');
}
