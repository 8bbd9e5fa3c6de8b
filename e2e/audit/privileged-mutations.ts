import { readFileSync } from 'node:fs';
import { SUPERGRAPH_FILE } from '@techally/stack';
import { buildASTSchema, parse } from 'graphql';

/** The mutations for which a token needs a scope, as the supergraph says: those of administrators. */
export function privilegedMutations(): readonly string[] {
  const schema = buildASTSchema(parse(readFileSync(SUPERGRAPH_FILE, 'utf8')), { assumeValidSDL: true });
  return Object.values(schema.getMutationType()?.getFields() ?? {})
    .filter(({ astNode }) => astNode?.directives?.some(({ name }) => name.value === 'requiresScopes'))
    .map(({ name }) => name);
}
