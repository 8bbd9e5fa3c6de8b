import { isUuid, maySee } from '@techally/subgraph-kit';
import type { ProfileStore } from '../ports/profile-store.js';
import { showUser, showUserWithoutProfile } from './show.js';
import type { UserType } from './types/user-types.js';
import type { UserContext } from './user-context.js';

/** Finds an account for whoever asks; null when there is none, or it is not theirs to see. */
export type FindUser = (id: string, context: UserContext) => Promise<UserType | null>;

/**
 * Right after registration an account can have no profile yet: the call that makes it failed and the message that
 * makes it is on its way. Its owner sees it with empty names then, and nobody else sees it.
 */
export function createFindUser(profiles: ProfileStore): FindUser {
  return async (id, { identity, loaders }) => {
    const userId = id.toLowerCase();
    if (!isUuid(userId) || !maySee(identity, userId, 'profile')) return null;
    const profile = await loaders.profile.load(userId);
    if (profile !== null) return showUser(profile);
    const isOwner = identity.kind === 'user' && identity.userId === userId;
    return isOwner && !(await profiles.wasDeleted(userId)) ? showUserWithoutProfile(userId) : null;
  };
}
