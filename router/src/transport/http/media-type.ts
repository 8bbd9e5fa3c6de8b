/** The media type of a `content-type` header: in lower case, without parameters. */
export function mediaTypeOf(contentType: string): string {
  // Two that nearly all subgraphs send, so that the usual reply costs two comparisons.
  if (contentType === JSON_UTF8) return 'application/json';
  if (contentType === GRAPHQL_UTF8) return 'application/graphql-response+json';
  const end = contentType.indexOf(';');
  return (end < 0 ? contentType : contentType.slice(0, end)).trim().toLowerCase();
}

const JSON_UTF8 = 'application/json; charset=utf-8';
const GRAPHQL_UTF8 = 'application/graphql-response+json; charset=utf-8';
