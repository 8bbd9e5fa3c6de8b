/** Whether a key matches one of the patterns, in which each `*` stands for any characters and everything else for itself. */
export function matcherOf(patterns: readonly string[]): (key: string) => boolean {
  const expressions = patterns.map(
    (pattern) => new RegExp(`^${pattern.split('*').map(RegExp.escape).join('.*')}$`, 's'),
  );
  return (key) => expressions.some((expression) => expression.test(key));
}

/** The same for Redis' SCAN, which knows more signs: https://redis.io/docs/latest/commands/keys/. */
export function scanPatternOf(prefix: string, pattern: string): string {
  return `${escaped(prefix)}${pattern.split('*').map(escaped).join('*')}`;
}

function escaped(text: string): string {
  return text.replace(/[\\*?[\]^-]/g, '\\$&');
}
