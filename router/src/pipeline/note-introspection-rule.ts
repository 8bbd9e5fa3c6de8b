import type { ASTVisitor, FieldNode, ValidationContext } from 'graphql';

/** Notes the fields that ask for the schema (https://spec.graphql.org/October2021/#sec-Schema-Introspection). */
export function createNoteIntrospectionRule(
  note: (field: FieldNode) => void,
): (context: ValidationContext) => ASTVisitor {
  return () => ({
    Field(node) {
      if (node.name.value === '__schema' || node.name.value === '__type') note(node);
    },
  });
}
