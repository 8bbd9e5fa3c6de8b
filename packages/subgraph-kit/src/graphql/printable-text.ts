/** Text without control characters; PostgreSQL refuses the NUL character, and no name or reason needs the others. */
export const PRINTABLE = /^\P{Cc}*$/u;
