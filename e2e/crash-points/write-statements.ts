/** Whether a statement can change something that outlives it. */
export function isWrite(sql: string): boolean {
  // A row lock is no write.
  return /\b(insert\s+into|update|delete\s+from|commit)\b/i.test(
    sql.replace(/\bfor\s+(no\s+key\s+)?update\b/gi, ''),
  );
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
