import type { ASTVisitor, FieldNode, ValidationContext } from 'graphql';
import { isIntrospectionField } from '../planner/is-introspection-field.js';

/** Notes the fields that ask for the schema. */
export function createNoteIntrospectionRule(
  note: (field: FieldNode) => void,
): (context: ValidationContext) => ASTVisitor {
  return () => ({
    Field(node) {
      if (isIntrospectionField(node.name.value)) note(node);
    },
  });
}
