import type { GraphQLObjectType, GraphQLSchema } from 'graphql';
import type { IRules } from 'graphql-shield';
import { isAnyone, isNobody } from './access-rules.js';
import type { ShieldRule } from './access-rules.js';
import { applyMiddleware, shield } from './shield.js';

/** Rules by type and field. Queries and mutations without a rule are closed. */
export interface AccessRules {
  readonly Query?: Readonly<Record<string, ShieldRule>>;
  readonly Mutation?: Readonly<Record<string, ShieldRule>>;
  readonly [typeName: string]: Readonly<Record<string, ShieldRule>> | undefined;
}

/** Fields of Federation itself: who may ask for them was decided before, and entities say themselves who may see them. */
const FEDERATION_FIELDS = ['_entities', '_service'];

/** Puts graphql-shield in front of the resolvers: the second line behind the router's own checks. */
export function guardSchema(schema: GraphQLSchema, rules: AccessRules): GraphQLSchema {
  const permissions = {
    ...rules,
    ...closed(schema.getQueryType(), rules.Query),
    ...closed(schema.getMutationType(), rules.Mutation),
  };
  return applyMiddleware(
    schema,
    shield(permissions as IRules, { fallbackRule: isAnyone, allowExternalErrors: true }),
  );
}

/** The rules of a root type, with everything closed that has none. */
function closed(
  type: GraphQLObjectType | null | undefined,
  rules: Readonly<Record<string, ShieldRule>> = {},
): Record<string, Readonly<Record<string, ShieldRule>>> {
  if (type == null) return {};
  const fields = Object.keys(type.getFields());
  const open = fields
    .filter((name) => FEDERATION_FIELDS.includes(name))
    .map((name) => [name, isAnyone] as const);
  return { [type.name]: { '*': isNobody, ...Object.fromEntries(open), ...rules } };
}
