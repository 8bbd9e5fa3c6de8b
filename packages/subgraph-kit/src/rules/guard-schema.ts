import type { GraphQLSchema } from 'graphql';
import type { IRules } from 'graphql-shield';
import { applyMiddleware, shield } from './shield.js';
import { isAnyone, isNobody } from './access-rules.js';

/** What `rule`, `and`, `or` and `not` make. */
type ShieldRule = Exclude<IRules, Readonly<Record<string, unknown>>>;

/** Rules by type and field. Mutations without a rule are closed. */
export interface AccessRules {
  readonly Query?: Readonly<Record<string, ShieldRule>>;
  readonly Mutation?: Readonly<Record<string, ShieldRule>>;
  readonly [typeName: string]: Readonly<Record<string, ShieldRule>> | undefined;
}

/** Puts graphql-shield in front of the resolvers: the second line behind the router's own checks. */
export function guardSchema(schema: GraphQLSchema, rules: AccessRules): GraphQLSchema {
  const mutations = schema.getMutationType() ? { Mutation: { '*': isNobody, ...rules.Mutation } } : {};
  const permissions = shield(
    { ...rules, ...mutations },
    { fallbackRule: isAnyone, allowExternalErrors: true },
  );
  return applyMiddleware(schema, permissions);
}
