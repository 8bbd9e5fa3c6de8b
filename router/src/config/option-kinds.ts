import { z } from 'zod';

/** Accepts the text `"true"` too, since `${env.NAME}` always gives text. */
export const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')], {
  error: 'expected true or false',
});

/** Accepts the text of a whole number too, since `${env.NAME}` always gives text. */
export const wholeNumber = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)], {
  error: 'expected a whole number',
});

export const httpUrl = z.url({ protocol: /^https?$/, error: 'expected an http or https URL' });
