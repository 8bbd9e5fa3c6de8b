import type { ConstDirectiveNode, DocumentNode } from 'graphql';
import { Kind, parse, print } from 'graphql';
import { readStringArgument } from '../supergraph/read-argument.js';

/** What the router enforces before an engine sees an operation. */
const ENFORCED = /\/(?:authenticated|requiresScopes|policy)\/v\d/;

/**
 * A supergraph that an engine takes which does not know the authorisation directives. Composition marks them as features
 * for security, which whoever does not enforce them must refuse; the router does, whatever executes.
 */
export function optionalSecurityFeatures(supergraphSdl: string): string {
  if (!ENFORCED.test(supergraphSdl)) return supergraphSdl;
  const document = parse(supergraphSdl, { noLocation: true });
  const definitions = document.definitions.map((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
      ? { ...definition, directives: definition.directives?.map(optional) ?? [] }
      : definition,
  );
  return print({ ...document, definitions } satisfies DocumentNode);
}

function optional(link: ConstDirectiveNode): ConstDirectiveNode {
  const url = readStringArgument(link, 'url') ?? '';
  if (!ENFORCED.test(url)) return link;
  return { ...link, arguments: link.arguments?.filter(({ name }) => name.value !== 'for') ?? [] };
}
