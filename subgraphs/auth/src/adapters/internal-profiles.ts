import type { InternalClient } from '@techally/subgraph-kit';
import { ServiceUnavailableError } from '@techally/subgraph-kit';
import type { Profiles } from '../ports/profiles.js';

const CREATE_PROFILE = `mutation CreateProfile($input: CreateProfileInput!) {
  createProfile(input: $input) { userErrors { code } }
}`;

interface CreateProfileData {
  readonly createProfile: { readonly userErrors: readonly { readonly code: string }[] };
}

/** Creates profiles by asking the user subgraph. */
export function createInternalProfiles(internal: InternalClient): Profiles {
  return {
    async create(profile) {
      const { createProfile } = await internal.ask<CreateProfileData>('user', CREATE_PROFILE, {
        input: profile,
      });
      const [error] = createProfile.userErrors;
      if (error !== undefined) {
        throw new ServiceUnavailableError(undefined, {
          cause: new Error(`user refused a profile: ${error.code}`),
        });
      }
    },
  };
}
