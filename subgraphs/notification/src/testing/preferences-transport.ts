import type { InternalTransport } from '@techally/subgraph-kit';

/** What the user subgraph says an account wants. */
export interface AnsweredPreferences {
  readonly emailNotifications: boolean;
  readonly smsNotifications: boolean;
  readonly pushNotifications: boolean;
}

/** Answers as the user subgraph does, to `_entities` for users; null: there is no such account. */
export function preferencesTransport(
  preferencesOf: (userId: string) => AnsweredPreferences | null,
): InternalTransport {
  return (_subgraph, { variables }) => {
    const representations = variables?.['representations'] as readonly { readonly id: string }[];
    const _entities = representations.map(({ id }) => {
      const preferences = preferencesOf(id);
      return preferences === null ? null : { preferences };
    });
    return Promise.resolve({ data: { _entities } });
  };
}
