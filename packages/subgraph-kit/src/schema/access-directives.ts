import type { ConstDirectiveNode, DocumentNode } from 'graphql';
import { Kind, visit } from 'graphql';
import { adminScopeOf } from '../rules/access-rules.js';
import type { AccessRules } from '../rules/guard-schema.js';

/**
 * Writes into the SDL what the rules say of administrators: `@requiresScopes` on each field for which a token needs a
 * scope of theirs, so that the router refuses it before it asks anybody
 * (https://www.apollographql.com/docs/graphos/routing/security/authorization#requiresscopes).
 *
 * Customers' fields get none: whoever is not signed in hears `UNAUTHENTICATED` from the subgraph and knows what to do.
 */
export function withAccessDirectives(document: DocumentNode, rules: AccessRules): DocumentNode {
  return visit(document, {
    ObjectTypeDefinition(type) {
      const typeRules = rules[type.name.value];
      if (typeRules === undefined) return undefined;
      const fields = type.fields?.map((field) => {
        const accessRule = typeRules[field.name.value];
        const scope = accessRule && adminScopeOf(accessRule);
        if (scope === undefined) return field;
        return { ...field, directives: [...(field.directives ?? []), requiresScopes(scope)] };
      });
      return { ...type, fields: fields ?? [] };
    },
  });
}

function requiresScopes(scope: string): ConstDirectiveNode {
  const list = <Node>(value: Node) => ({ kind: Kind.LIST, values: [value] }) as const;
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: 'requiresScopes' },
    arguments: [
      {
        kind: Kind.ARGUMENT,
        name: { kind: Kind.NAME, value: 'scopes' },
        value: list(list({ kind: Kind.STRING, value: scope })),
      },
    ],
  };
}
