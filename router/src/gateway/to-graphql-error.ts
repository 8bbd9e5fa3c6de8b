import type { GraphQLFormattedError } from 'graphql';
import { GraphQLError, Source } from 'graphql';

/**
 * The error as Apollo Server takes it.
 *
 * @param text The document that the error's locations, if it has any, refer to.
 */
export function toGraphQLError(
  { message, path, locations, extensions }: GraphQLFormattedError,
  text: string,
): GraphQLError {
  return new GraphQLError(message, {
    path: path ?? null,
    extensions: extensions ?? null,
    ...(locations === undefined
      ? {}
      : { source: new Source(text), positions: locations.map((location) => positionOf(location, text)) }),
  });
}

/** `GraphQLError` takes a position as a number of characters and makes lines and columns of it. */
function positionOf(
  { line, column }: { readonly line: number; readonly column: number },
  text: string,
): number {
  let start = 0;
  // https://spec.graphql.org/October2021/#sec-Line-Terminators
  const lineEnd = /\r\n|[\n\r]/g;
  for (let index = 1; index < line; index++) {
    const match = lineEnd.exec(text);
    if (match !== null) start = match.index + match[0].length;
  }
  return start + column - 1;
}
