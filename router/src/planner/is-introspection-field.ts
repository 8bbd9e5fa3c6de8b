/** Whether a field of this name asks for the schema (https://spec.graphql.org/October2021/#sec-Schema-Introspection). */
export function isIntrospectionField(name: string): boolean {
  return name === '__schema' || name === '__type';
}
