import { z } from 'zod';
import { flag, milliseconds, wholeNumber } from './option-kinds.js';

export const cacheOptions = z
  .strictObject({
    enabled: flag
      .default(false)
      .describe(
        "Whether subgraphs' answers are kept, by root field and by entity, for as long as `@cacheControl` in the supergraph and `Cache-Control` in their replies allow.",
      ),
    maxSize: wholeNumber
      .pipe(z.number().int().min(1_000_000))
      .default(64_000_000)
      .describe('Bytes that a process keeps at most, roughly.'),
    defaultMaxAge: wholeNumber
      .pipe(z.number().int().min(0).max(86_400))
      .default(0)
      .describe(
        'Seconds for which root fields, entities and objects inside them are kept of which `@cacheControl` says nothing.',
      ),
    ownWritesLifetime: milliseconds()
      .default(10_000)
      .describe(
        'Milliseconds after a mutation in which whoever sent it is answered nothing that was kept before it: by then the word of what has changed must have come.',
      ),
  })
  .describe('What the router keeps of answers. Another configuration begins with nothing.');
