import type { Identity, Scope } from '@techally/identity';
import { ANONYMOUS, isAdminScope, ROLE_SCOPES } from '@techally/identity';
import type { GraphQLObjectType } from 'graphql';
import { buildASTSchema, parse } from 'graphql';
import type { Subgraph } from '../server/create-subgraph.js';
import { leastSelection } from './least-selection.js';
import { createSubgraphQuery, testUser } from './query-subgraph.js';

/** Who may use a root field: everybody, our services, or who has a scope (and is an administrator, if it is one of theirs). */
export type Access = 'anyone' | 'service' | Scope;

/** The root fields of a subgraph by `Type.field`, and who may use each. */
export type AccessTable = Readonly<Record<string, Access>>;

const USER_ID = '00000000-0000-4000-8000-00000000eeee';
const SERVICE: Identity = { kind: 'service', service: 'order' };
const REFUSALS = ['UNAUTHENTICATED', 'FORBIDDEN'];

/** The root fields that a subgraph has, Federation's own ones left out: `Query.me`. */
export function rootFields(subgraph: Subgraph): readonly string[] {
  return rootTypes(subgraph).flatMap((type) =>
    Object.keys(type.getFields()).map((field) => `${type.name}.${field}`),
  );
}

/**
 * Asks every root field in the name of everybody whom a rule could tell apart, and returns what was answered other than
 * the table says: `Mutation.setUserRole for a user: expected FORBIDDEN, was passed`.
 */
export async function deviations(subgraph: Subgraph, table: AccessTable): Promise<readonly string[]> {
  const query = createSubgraphQuery(subgraph);
  const found: string[] = [];
  for (const type of rootTypes(subgraph)) {
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${type.name}.${field.name}`;
      const access = table[coordinate] ?? 'nobody';
      for (const { who, identity, expected } of callers(access)) {
        const { errors } = await query(
          `${type.name.toLowerCase()} { ${leastSelection(field)} }`,
          {},
          identity,
        );
        const code = errors
          ?.map((error) => String(error.extensions?.['code']))
          .find((each) => REFUSALS.includes(each));
        const answer = code ?? 'passed';
        if (answer !== expected)
          found.push(
            `${coordinate} for ${who}: expected ${expected}, was ${answer} ${JSON.stringify(errors ?? [])}`,
          );
      }
    }
  }
  return found;
}

interface Caller {
  readonly who: string;
  readonly identity: Identity;
  readonly expected: string;
}

function callers(access: Access | 'nobody'): readonly Caller[] {
  const others = ROLE_SCOPES.ADMIN.filter((scope) => scope !== access);
  const withScope = access === 'anyone' || access === 'service' || access === 'nobody' ? [] : [access];
  const forAdmins = withScope.some(isAdminScope);
  const open = access === 'anyone';
  const closed = open ? 'passed' : 'FORBIDDEN';
  const signedOut = open ? 'passed' : withScope.length > 0 ? 'UNAUTHENTICATED' : 'FORBIDDEN';
  const holds = open || withScope.length > 0;
  return [
    { who: 'nobody', identity: ANONYMOUS, expected: signedOut },
    { who: 'a service', identity: SERVICE, expected: access === 'service' ? 'passed' : signedOut },
    {
      who: 'a user with the scope',
      identity: testUser(USER_ID, 'USER', withScope),
      expected: holds && !forAdmins ? 'passed' : closed,
    },
    { who: 'a user with all other scopes', identity: testUser(USER_ID, 'USER', others), expected: closed },
    {
      who: 'an administrator with the scope alone',
      identity: testUser(USER_ID, 'ADMIN', withScope),
      expected: holds ? 'passed' : closed,
    },
    {
      who: 'an administrator with all other scopes',
      identity: testUser(USER_ID, 'ADMIN', others),
      expected: closed,
    },
  ];
}

function rootTypes({ sdl }: Subgraph): readonly GraphQLObjectType[] {
  const schema = buildASTSchema(parse(sdl), { assumeValidSDL: true });
  return [schema.getQueryType(), schema.getMutationType()].filter((type) => type != null);
}
