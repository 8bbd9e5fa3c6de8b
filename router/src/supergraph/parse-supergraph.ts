import type { DocumentNode } from 'graphql';
import { GraphQLError, parse } from 'graphql';
import { StartError } from '../errors/start-error.js';

/**
 * Parses a supergraph, without locations, which nobody asks for later.
 *
 * @throws {StartError} Thrown when the text is not GraphQL; the message says where.
 */
export function parseSupergraph(sdl: string): DocumentNode {
  try {
    return parse(sdl, { noLocation: true });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const [at] = error.locations ?? [];
    const where = at === undefined ? '' : ` (line ${at.line}, column ${at.column})`;
    throw new StartError(
      'SUPERGRAPH_INVALID',
      `The supergraph is not valid GraphQL: ${error.message}${where}`,
      { cause: error },
    );
  }
}
