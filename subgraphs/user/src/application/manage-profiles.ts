import { ErrorCode, isUuid, refuse } from '@techally/subgraph-kit';
import type { Profile } from '../domain/profile.js';
import type { NewProfile, ProfileStore } from '../ports/profile-store.js';
import { requireProfile } from './require-profile.js';

export interface UpdateProfile {
  readonly userId: string;
  readonly version: number;
  readonly firstName?: string;
  readonly lastName?: string;
  /** Null removes it. */
  readonly phone?: string | null;
}

/** Changes to profiles. Each throws a `UserErrorException` for what the input has wrong. */
export interface ProfileManagement {
  /** Makes the profile of a new account; one that is there already is left as it is. */
  create(input: NewProfile): Promise<Profile>;
  update(input: UpdateProfile): Promise<Profile>;
}

export function createProfileManagement(profiles: ProfileStore): ProfileManagement {
  return {
    async create({ userId, firstName, lastName }) {
      if (!isUuid(userId)) refuse(ErrorCode.INVALID_INPUT, 'The account is named by its UUID.', 'userId');
      const profile = await profiles.ensure(newProfile({ userId, firstName, lastName }));
      return profile ?? refuse(ErrorCode.INVALID_STATE, 'The account was deleted.', 'userId');
    },

    async update({ userId, version, firstName, lastName, phone }) {
      const [profile] = await profiles.findMany([userId]);
      requireProfile(profile ?? null);
      const updated = await profiles.update(userId, version, {
        ...(firstName === undefined ? {} : { firstName: firstName.trim() }),
        ...(lastName === undefined ? {} : { lastName: lastName.trim() }),
        ...(phone === undefined ? {} : { phone: phone === null ? null : phone.trim() }),
      });
      return (
        updated ?? refuse(ErrorCode.VERSION_CONFLICT, 'Your profile changed since you read it.', 'version')
      );
    },
  };
}

/** A profile as it is stored: the id in lower case, the names without white space around them. */
export function newProfile({ userId, firstName, lastName }: NewProfile): NewProfile {
  return { userId: userId.toLowerCase(), firstName: firstName.trim(), lastName: lastName.trim() };
}
