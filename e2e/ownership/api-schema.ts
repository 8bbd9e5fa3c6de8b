import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';

/** The schema that clients see. */
export const API_SCHEMA = buildSchema(
  readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8'),
);
