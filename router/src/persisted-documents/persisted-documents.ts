import type { IncomingHttpHeaders } from 'node:http';
import type { Identity } from '@techally/identity';
import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import type { PersistedDocumentOptions } from '../config/persisted-document-options.js';
import type { RouterErrorCode } from '../errors/router-errors.js';
import type { ApqStore } from './apq-store.js';
import type { ClientPolicy } from './client-policy.js';
import { readClientClaim } from './client-policy.js';
import { documentInvalid } from './document-refusals.js';
import { createLogUnknownDocument } from './log-unknown-document.js';
import type { Manifests } from './manifests.js';
import type { ResolvedDocument, ResolveDocument } from './resolve-document.js';
import { createResolveDocument } from './resolve-document.js';

/** Which documents clients mean, and may send: manifests, the safelist, and automatic persisted queries. */
export interface PersistedDocuments {
  /** What a request's sender may send. */
  policyOf(headers: IncomingHttpHeaders, identity: Identity): ClientPolicy;
  readonly resolve: ResolveDocument;
  /** Keeps a document that has turned out to be valid, when its client sent a hash along. */
  register(document: ResolvedDocument): void;
  /**
   * Called with the errors for which a document is not executed.
   * @throws {ClientError} Thrown with `PERSISTED_DOCUMENT_INVALID` when it is one of a manifest, which was valid when it
   * was written.
   */
  refuseBroken(document: ResolvedDocument, errors: readonly GraphQLFormattedError[]): void;
}

export interface PersistedDocumentsOptions {
  readonly options: PersistedDocumentOptions;
  readonly manifests: Pick<Manifests, 'policies'>;
  /** Where documents that clients register are kept. */
  readonly store: ApqStore;
  /** The scopes of an identity, those of its role included. */
  readonly grantedScopes: (identity: Identity) => ReadonlySet<string>;
  readonly logger: Logger;
}

export function createPersistedDocuments(given: PersistedDocumentsOptions): PersistedDocuments {
  const { options, manifests, store, grantedScopes, logger } = given;
  const hasClients = Object.keys(options.clients).length > 0;
  const { exemptScopes } = options;
  const exemptPolicies = new WeakMap<ClientPolicy, ClientPolicy>();

  function isExempt(identity: Identity): boolean {
    const granted = grantedScopes(identity);
    return exemptScopes.some((scope) => granted.has(scope));
  }

  function exempt(policy: ClientPolicy): ClientPolicy {
    let exempted = exemptPolicies.get(policy);
    if (exempted === undefined) {
      exempted = { ...policy, level: 'off' };
      exemptPolicies.set(policy, exempted);
    }
    return exempted;
  }

  return {
    policyOf(headers, identity) {
      const { byClient, others } = manifests.policies;
      const name = hasClients ? readClientClaim(headers).name : undefined;
      const policy = (name === undefined ? undefined : byClient.get(name)) ?? others;
      return exemptScopes.length > 0 && isExempt(identity) ? exempt(policy) : policy;
    },
    resolve: createResolveDocument({
      apq: options.apq.enabled ? store : undefined,
      logUnknown: createLogUnknownDocument(logger),
    }),
    register({ register }) {
      if (register !== undefined) store.set(register.hash, register.text);
    },
    refuseBroken({ persisted }, errors) {
      const [first] = errors;
      if (persisted === undefined || first === undefined) return;
      if (first.extensions?.['code'] === INVALID) throw documentInvalid(first.message);
    },
  };
}

const INVALID = 'GRAPHQL_VALIDATION_FAILED' satisfies RouterErrorCode;
