import type { OperationLogger } from '../pipeline/operation-context.js';
import type { Policy, PolicyOptions, PolicyRequest } from './policy.js';

export interface Asking {
  readonly names: readonly string[];
  readonly request: Omit<PolicyRequest, 'policy'>;
  readonly logger: OperationLogger;
}

/** Asks each policy once, all at the same time. It answers without a promise when every policy did. */
export type AskPolicies = (asking: Asking) => ReadonlySet<string> | Promise<ReadonlySet<string>>;

export function createAskPolicies({ policies = {}, otherPolicies }: PolicyOptions): AskPolicies {
  const find = (name: string): Policy | undefined =>
    Object.hasOwn(policies, name) ? policies[name] : otherPolicies;

  return ({ names, request, logger }) => {
    const denied = (policy: string, error: unknown): false => {
      logger.error({ err: error, policy }, 'a policy failed, so it allows nothing');
      return false;
    };
    const answers = names.map((policy): boolean | Promise<boolean> => {
      try {
        const answer = find(policy)?.({ ...request, policy }) ?? false;
        if (typeof answer === 'boolean') return answer;
        return Promise.resolve(answer).catch((error: unknown) => denied(policy, error));
      } catch (error) {
        return denied(policy, error);
      }
    });
    const allowed = (decided: readonly boolean[]) =>
      new Set(names.filter((_, index) => decided[index] === true));
    if (answers.every((answer) => typeof answer === 'boolean')) return allowed(answers);
    return Promise.all(answers.map((answer) => Promise.resolve(answer))).then(allowed);
  };
}
