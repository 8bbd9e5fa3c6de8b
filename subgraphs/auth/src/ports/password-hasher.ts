/** What a password check found. */
export interface PasswordCheck {
  readonly matches: boolean;
  /** Whether the stored hash was made with other parameters than today's and should be made anew. */
  readonly outdated: boolean;
}

/** Hashes passwords, off the event loop. */
export interface PasswordHasher {
  /** A PHC string with algorithm, parameters, salt and hash. */
  hash(password: string): Promise<string>;
  /** Compares in constant time. Without a stored hash it costs the same and matches nothing. */
  verify(password: string, stored: string | null): Promise<PasswordCheck>;
}
