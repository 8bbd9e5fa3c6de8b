/** Text without control characters; PostgreSQL refuses the NUL character, and no reason for a change needs the others. */
export const PRINTABLE = /^\P{Cc}*$/u;
