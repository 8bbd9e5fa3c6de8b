import type { DocumentNode, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { PreparedOperation } from '../engine/engine.js';
import type { OperationContext } from '../pipeline/operation-context.js';
import { AccessRules } from './access-rules.js';
import type { AskPolicies } from './ask-policies.js';
import type { OperationRequirements } from './collect-requirements.js';
import { collectRequirements } from './collect-requirements.js';
import type { Identity } from '@techally/identity';
import { readWrittenRules } from './read-written-rules.js';
import { RefusedOperation } from './refused-operation.js';
import type { Grants } from './requirement.js';
import { isMet } from './requirement.js';

export interface AuthorizerOptions {
  readonly supergraph: DocumentNode;
  /** The API schema of the supergraph. */
  readonly schema: GraphQLSchema;
  readonly mode: 'filter' | 'reject';
  readonly grantedScopes: (identity: Identity) => ReadonlySet<string>;
  readonly askPolicies: AskPolicies;
}

type Data = Readonly<Record<string, unknown>>;

/** What a client may have of an operation. */
export type Authorization =
  | { readonly kind: 'allowed'; readonly operation: PreparedOperation }
  | {
      readonly kind: 'filtered';
      /** What is executed in place of the client's operation. The same object for the same operation and refusals. */
      readonly operation: PreparedOperation;
      /** What the client is told of the rest; empty when `@skip` and `@include` leave all of that out. */
      readonly errors: readonly GraphQLFormattedError[];
      /** Makes the answer's data of what the executed operation gave. */
      readonly complete: (data: Data | null) => Data | null;
    }
  | { readonly kind: 'refused'; readonly errors: readonly GraphQLFormattedError[] };

export interface AuthorizationRequest {
  /** As the client sent them. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: OperationContext;
}

/** Holds operations to the `@authenticated`, `@requiresScopes` and `@policy` of a supergraph. */
export interface Authorizer {
  /** Whether code decides about an operation, by whatever a request holds: then no two requests are alike. */
  asksPolicies(operation: PreparedOperation): boolean;
  /** It answers without a promise, unless a policy does not. */
  authorize(
    operation: PreparedOperation,
    request: AuthorizationRequest,
  ): Authorization | Promise<Authorization>;
}

interface KnownOperation {
  readonly requirements: OperationRequirements;
  readonly allowed: Authorization;
  /** By what is not met. */
  readonly refused: Map<string, RefusedOperation>;
}

/**
 * Sets of refusals for which an operation is kept. An operation that depends on k things has 2^k; clients mostly are of
 * a few kinds.
 */
const MAX_REFUSED = 16;

/** @returns `null` for a supergraph in which nothing is protected. */
export function createAuthorizer(options: AuthorizerOptions): Authorizer | null {
  const { supergraph, schema, mode, grantedScopes, askPolicies } = options;
  const written = readWrittenRules(supergraph);
  if (written === null) return null;
  const rules = new AccessRules(written);
  const known = new WeakMap<PreparedOperation, KnownOperation | 'open'>();

  function know(operation: PreparedOperation): KnownOperation | 'open' {
    let found = known.get(operation);
    if (found === undefined) {
      const requirements = collectRequirements(operation, { schema, rules });
      found =
        requirements === null
          ? 'open'
          : { requirements, allowed: { kind: 'allowed', operation }, refused: new Map() };
      known.set(operation, found);
    }
    return found;
  }

  function decide(
    operation: PreparedOperation,
    { requirements, allowed, refused }: KnownOperation,
    { grants, variables }: { readonly grants: Grants; readonly variables: Data },
  ): Authorization {
    let key = '';
    for (const requirement of requirements.distinct) key += isMet(requirement, grants) ? '1' : '0';
    if (!key.includes('0')) return allowed;
    let found = refused.get(key);
    if (found === undefined) {
      found = new RefusedOperation(operation, { schema, requirements, grants });
      const [oldest] = refused.keys();
      if (refused.size >= MAX_REFUSED && oldest !== undefined) refused.delete(oldest);
      refused.set(key, found);
    }
    const { errors, complete } = found.variant(variables);
    if (mode === 'reject' && errors.length > 0) return { kind: 'refused', errors };
    return { kind: 'filtered', operation: found.operation, errors, complete };
  }

  return {
    asksPolicies(operation) {
      const found = know(operation);
      return found !== 'open' && found.requirements.policies.length > 0;
    },
    authorize(operation, { variables, context }) {
      const found = know(operation);
      if (found === 'open') return { kind: 'allowed', operation };
      const { identity } = context;
      const decideWith = (policies: ReadonlySet<string>) => {
        const isAuthenticated = identity.kind !== 'anonymous';
        const grants = { isAuthenticated, scopes: grantedScopes(identity), policies };
        return decide(operation, found, { grants, variables });
      };
      const names = found.requirements.policies;
      if (names.length === 0) return decideWith(NO_POLICIES);
      const policies = askPolicies({
        names,
        request: policyRequest(operation, variables, context),
        logger: context.logger,
      });
      return policies instanceof Promise ? policies.then(decideWith) : decideWith(policies);
    },
  };
}

const NO_POLICIES: ReadonlySet<string> = new Set();

function policyRequest({ operation }: PreparedOperation, variables: Data, context: OperationContext) {
  return {
    identity: context.identity,
    headers: context.clientHeaders ?? {},
    clientAddress: context.clientAddress,
    requestId: context.requestId,
    operationName: operation.name?.value,
    operationKind: operation.operation,
    variables,
  };
}
