/** Who a new account belongs to; kept by the user domain. */
export interface NewProfile {
  readonly userId: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** Reaches the user domain. */
export interface Profiles {
  /** Creates the profile, or finds it there already. */
  create(profile: NewProfile): Promise<void>;
}
