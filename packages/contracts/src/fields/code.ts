import { z } from 'zod';

/** A stable code for programs, in UPPER_SNAKE, e.g. `OUT_OF_STOCK`. Readers treat one that they don't know as other. */
export const codeField = z.string().regex(/^[A-Z][A-Z0-9_]*$/);
