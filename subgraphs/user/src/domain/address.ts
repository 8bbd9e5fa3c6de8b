/** Where parcels go. */
export interface PostalAddress {
  /** The owner's own name for it, such as "Home". */
  readonly label: string | null;
  /** Whom the parcel is for. */
  readonly recipient: string;
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  readonly state: string | null;
  readonly postalCode: string;
  /** ISO 3166-1 alpha-2, upper case. */
  readonly countryCode: string;
}

/** An address in somebody's address book. */
export interface Address extends PostalAddress {
  /** UUID. */
  readonly id: string;
  readonly userId: string;
  /** At most one of an account's addresses is its default. */
  readonly isDefault: boolean;
  /** Counts the changes; a change names the version that it was made from. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The most addresses that one account has. */
export const MAX_ADDRESSES = 20;
