/**
 * Characters of a token (https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2), which names of headers are.
 *
 * Who goes through a head byte by byte makes a table of its own from it, and has its own character codes: a constant of
 * the same file is a part of the machine code, where an imported one is loaded and checked for each byte.
 */
export const TOKEN_CHARACTERS =
  "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** A whole token: the name of a header, a scheme, the name of a cookie. */
export const TOKEN_PATTERN = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

/**
 * What a header's value may not hold (https://www.rfc-editor.org/rfc/rfc9110#section-5.5); what it may is Latin-1. No line
 * can end inside a value.
 */
export const NOT_IN_FIELD_VALUE = /[^\t\x20-\x7e\x80-\xff]/;
