import type { DocumentNode, GraphQLCompositeType, GraphQLSchema } from 'graphql';
import {
  isAbstractType,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { applicationsOf, readArgument } from '../supergraph/read-argument.js';

/**
 * Finds out whether an operation asks for a field with a `@fromContext` argument, also through an interface of the
 * field's type.
 */
export function createTouchesContext(
  supergraph: DocumentNode,
  apiSchema: GraphQLSchema,
): (operation: string) => boolean {
  const coordinates = readContextFields(supergraph);
  if (coordinates.size === 0) return () => false;

  const isContextField = (type: GraphQLCompositeType, fieldName: string) =>
    coordinates.has(`${type.name}.${fieldName}`) ||
    (isAbstractType(type) &&
      apiSchema.getPossibleTypes(type).some(({ name }) => coordinates.has(`${name}.${fieldName}`)));

  return (operation) => {
    let found = false;
    const typeInfo = new TypeInfo(apiSchema);
    visit(
      parse(operation, { noLocation: true }),
      visitWithTypeInfo(typeInfo, {
        Field({ name }) {
          const parent = typeInfo.getParentType();
          found ||= parent != null && isContextField(parent, name.value);
        },
      }),
    );
    return found;
  };
}

/** `Type.field` of each field that has such an argument, which the supergraph tells in `join__field`. */
function readContextFields(supergraph: DocumentNode): ReadonlySet<string> {
  const coordinates = new Set<string>();
  for (const type of supergraph.definitions) {
    if (!isTypeDefinitionNode(type) && !isTypeExtensionNode(type)) continue;
    for (const field of 'fields' in type ? (type.fields ?? []) : []) {
      const takesContext = applicationsOf(field, 'join__field').some(
        (application) => readArgument(application, 'contextArguments') != null,
      );
      if (takesContext) coordinates.add(`${type.name.value}.${field.name.value}`);
    }
  }
  return coordinates;
}
