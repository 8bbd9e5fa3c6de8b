/** What an account says about its owner. */
export interface Profile {
  /** UUID of the account. */
  readonly userId: string;
  /** 2 to 50 characters, as is the last name. */
  readonly firstName: string;
  readonly lastName: string;
  readonly phone: string | null;
  /** Counts the changes; a change names the version that it was made from. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What others read in place of a name when the account is gone. */
export const FORMER_CUSTOMER = 'Former customer';

/** The name that everybody may see: the first name and the initial of the last, `"Ann B."`. */
export function displayName(profile: Pick<Profile, 'firstName' | 'lastName'> | null): string {
  if (profile === null) return FORMER_CUSTOMER;
  // By code point: half of a surrogate pair is no letter.
  const [initial] = profile.lastName;
  return initial === undefined ? profile.firstName : `${profile.firstName} ${initial.toUpperCase()}.`;
}
