import { readFileSync } from 'node:fs';
import { ROLE_SCOPES, SCOPES } from '@techally/identity';
import { SUPERGRAPH_FILE } from '@techally/stack';
import { Kind, parse, print } from 'graphql';
import { expect, it } from 'vitest';

const page = readFileSync(new URL('../../docs/security.md', import.meta.url), 'utf8');

/** The rows of the table of scopes: scope, roles, meaning, fields. */
const rows = page
  .split('\n')
  .filter((line) => /^\| `[a-z:]+` /.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

/** The fields that need each scope, as the supergraph says. */
function fieldsByScope(): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>();
  for (const type of parse(readFileSync(SUPERGRAPH_FILE, 'utf8')).definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const { name, directives = [] } of type.fields ?? []) {
      const directive = directives.find((each) => each.name.value === 'requiresScopes');
      const scope = directive && /\[\["([^"]+)"\]\]/.exec(print(directive))?.[1];
      if (scope !== undefined) fields.set(scope, [...(fields.get(scope) ?? []), name.value]);
    }
  }
  return fields;
}

it('the page on security lists every scope, whose it is and what it is for', () => {
  expect(rows.map(([scope, roles, meaning]) => [scope, roles, meaning])).toEqual(
    Object.entries(SCOPES).map(([scope, meaning]) => [
      `\`${scope}\``,
      Object.entries(ROLE_SCOPES)
        .filter(([, scopes]) => (scopes as readonly string[]).includes(scope))
        .map(([role]) => role)
        .join(', '),
      meaning,
    ]),
  );
});

it('the page on security lists the fields of every scope of administrators, as the supergraph has them', () => {
  const listed = rows
    .filter(([scope = '']) => scope.startsWith('`admin:'))
    .map(([scope = '', , , fields = '']) => [
      scope.replaceAll('`', ''),
      fields
        .replaceAll('`', '')
        .split(' ')
        .filter((field) => field !== ''),
    ]);
  expect(new Map(listed as [string, string[]][])).toEqual(fieldsByScope());
});
