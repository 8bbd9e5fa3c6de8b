import { z } from 'zod';
import { TOKEN_PATTERN } from '../headers/field-syntax.js';

/** Accepts the text `"true"` too, since `${env.NAME}` always gives text. */
export const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')], {
  error: 'expected true or false',
});

/** Accepts the text of a whole number too, since `${env.NAME}` always gives text. */
export const wholeNumber = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)], {
  error: 'expected a whole number',
});

export const httpUrl = z.url({ protocol: /^https?$/, error: 'expected an http or https URL' });

/** A span of time. */
export const milliseconds = (minimum = 0) => wholeNumber.pipe(z.number().int().min(minimum));

/** The longest that a timer of Node waits. */
const MAX_TIMER = 2_147_483_647;

/** A span of time that a timer waits. */
export const timeout = wholeNumber.pipe(z.number().int().min(1).max(MAX_TIMER));

/** The name of a header, in lower case as Node gives them (RFC 9110, section 5.1). */
export const headerName = z
  .string()
  .regex(TOKEN_PATTERN, { error: 'expected the name of a header' })
  .toLowerCase();
