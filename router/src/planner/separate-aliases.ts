import type { DocumentNode, GraphQLSchema } from 'graphql';
import { isInterfaceType, isObjectType, Kind, visit } from 'graphql';

/**
 * Planners ask for fields of their own beside the client's (keys, required fields), and do not always see that the
 * client uses such a field's name as an alias of something else. So they get operations in which no alias is the name of
 * a field: `{ id: name }` is planned as `{ _id_of_name: name }`, and the answer is written under the client's key.
 */
export interface SeparateAliases {
  /** The key under which plans and replies have a field of the client. */
  readonly planKey: (responseKey: string, fieldName: string) => string;
  /** The document with those keys. */
  readonly rename: (document: DocumentNode) => DocumentNode;
}

/** Begins keys that were renamed; a client's alias that begins so is renamed, too. */
const PREFIX = '_alias_';

/** @param schema The whole supergraph: planners also ask for what clients do not see. */
export function createSeparateAliases(schema: GraphQLSchema): SeparateAliases {
  // Planners ask for the types of objects, too.
  const fieldNames = new Set<string>(['__typename']);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const name of Object.keys(type.getFields())) fieldNames.add(name);
  }

  const planKey = (responseKey: string, fieldName: string): string =>
    (responseKey !== fieldName && fieldNames.has(responseKey)) || responseKey.startsWith(PREFIX)
      ? `${PREFIX}${responseKey.length}_${responseKey}_${fieldName}`
      : responseKey;

  return {
    planKey,
    rename: (document) =>
      visit(document, {
        Field(field) {
          const alias = field.alias?.value ?? field.name.value;
          const key = planKey(alias, field.name.value);
          return key === alias ? undefined : { ...field, alias: { kind: Kind.NAME, value: key } };
        },
      }),
  };
}

/** The client's response key for a key of a plan; see `SeparateAliases`. */
export function clientKey(planKey: string): string {
  const [, length] = /^_alias_(\d+)_/.exec(planKey) ?? [];
  if (length === undefined) return planKey;
  const start = PREFIX.length + length.length + 1;
  return planKey.slice(start, start + Number(length));
}
