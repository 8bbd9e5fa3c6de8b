import { z } from 'zod';

/** The id of an entity: any UUID that PostgreSQL takes, seeds with name-based ones included. */
export const idField = z.guid();
