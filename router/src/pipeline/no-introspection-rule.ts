import type { ASTVisitor, ValidationContext } from 'graphql';
import { GraphQLError } from 'graphql';

/** Refuses questions about the schema (https://spec.graphql.org/October2021/#sec-Schema-Introspection). */
export function noIntrospectionRule(context: ValidationContext): ASTVisitor {
  return {
    Field(node) {
      const name = node.name.value;
      if (name !== '__schema' && name !== '__type') return;
      context.reportError(
        new GraphQLError(`Introspection is switched off: "${name}" is not answered.`, { nodes: node }),
      );
    },
  };
}
