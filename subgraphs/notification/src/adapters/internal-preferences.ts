import type { InternalClient } from '@techally/subgraph-kit';
import DataLoader from 'dataloader';
import type { ChannelPreferences } from '../domain/channel-preferences.js';
import type { PreferenceReader } from '../ports/preference-reader.js';

const QUERY = `query ChannelPreferences($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on User { preferences { emailNotifications smsNotifications pushNotifications } }
  }
}`;

interface Answer {
  readonly _entities: readonly ({
    readonly preferences: Readonly<
      Record<'emailNotifications' | 'smsNotifications' | 'pushNotifications', boolean>
    > | null;
  } | null)[];
}

/** Asks the user subgraph, in this service's own name; once for all notifications that are in hand together. */
export function createInternalPreferences(client: InternalClient): PreferenceReader {
  // Nothing is kept: what is switched off counts from the next notification on.
  const loader = new DataLoader<string, ChannelPreferences | null>(
    async (userIds) => {
      const representations = userIds.map((id) => ({ __typename: 'User', id }));
      const { _entities } = await client.ask<Answer>('user', QUERY, { representations });
      return userIds.map((_id, index) => preferencesOf(_entities[index] ?? null));
    },
    { cache: false },
  );
  return { of: (userId) => loader.load(userId) };
}

function preferencesOf(user: Answer['_entities'][number]): ChannelPreferences | null {
  if (user?.preferences == null) return null;
  const { emailNotifications, smsNotifications, pushNotifications } = user.preferences;
  return { EMAIL: emailNotifications, SMS: smsNotifications, PUSH: pushNotifications };
}
