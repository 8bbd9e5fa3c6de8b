/**
 * Every code that the router itself puts into `extensions.code` or throws at start, with its meaning. `docs/errors.md`
 * is generated from this table.
 *
 * `status` is the HTTP status that goes with the code when nothing could be answered; `null` for errors that stand
 * beside partial data (status 200) and for errors that stop the start. Codes of subgraphs pass through unchanged.
 */
export const ROUTER_ERRORS = {
  BAD_REQUEST: { status: 400, message: 'The request is not a valid GraphQL request.' },
  BATCHING_NOT_ENABLED: { status: 400, message: 'Send one operation, not a list: batches are not taken.' },
  GRAPHQL_PARSE_FAILED: { status: 400, message: 'The document is not valid GraphQL syntax.' },
  GRAPHQL_VALIDATION_FAILED: { status: 400, message: 'The operation does not fit the schema.' },
  BAD_USER_INPUT: { status: 400, message: 'A variable has a value that its type does not allow.' },
  OPERATION_RESOLUTION_FAILURE: { status: 400, message: 'The document holds no operation of that name.' },
  MAX_TOKENS_LIMIT: { status: 400, message: 'The document is too long.' },
  MAX_RECURSION_LIMIT: { status: 400, message: 'The document or the variables are nested too deeply.' },
  MAX_RECURSIVE_SELECTIONS_LIMIT: {
    status: 400,
    message: 'The operations select too much, with fragments counted wherever they are spread.',
  },
  MAX_DEPTH_LIMIT: { status: 400, message: 'Too many fields of the operation stand inside one another.' },
  MAX_HEIGHT_LIMIT: { status: 400, message: 'The operation has too many fields.' },
  MAX_ALIASES_LIMIT: { status: 400, message: 'The operation has too many aliases.' },
  MAX_ROOT_FIELDS_LIMIT: { status: 400, message: 'The operation has too many fields at its root.' },
  MAX_DIRECTIVES_LIMIT: { status: 400, message: 'The operation has too many directives.' },
  MAX_VARIABLES_LIMIT: { status: 400, message: 'The operation has too many variables.' },
  MAX_INTROSPECTION_DEPTH_LIMIT: { status: 400, message: 'Introspection goes round in the schema.' },
  MAX_INTROSPECTION_FIELDS_LIMIT: { status: 400, message: 'The operation asks for the schema too often.' },
  INTROSPECTION_DISABLED: { status: 400, message: 'The schema is not told to this client.' },
  PERSISTED_QUERY_NOT_FOUND: { status: 200, message: 'The hash is unknown; send it once with the document.' },
  PERSISTED_QUERY_NOT_SUPPORTED: { status: 200, message: 'Documents are not stored here; send them whole.' },
  PERSISTED_QUERY_HASH_MISMATCH: { status: 400, message: 'The hash or id is not that of the document.' },
  PERSISTED_QUERY_ID_REQUIRED: {
    status: 400,
    message: 'Send the id of a persisted document: texts are not taken from this client.',
  },
  PERSISTED_DOCUMENT_INVALID: {
    status: 400,
    message: 'The persisted document does not fit the schema any more.',
  },
  QUERY_NOT_IN_SAFELIST: {
    status: 403,
    message: 'The document is not one of those that this client may send.',
  },
  PERSISTED_QUERY_NOT_IN_LIST: { status: 404, message: 'There is no persisted document with this id.' },
  COST_ESTIMATED_TOO_EXPENSIVE: { status: 400, message: 'The operation would cost too much.' },
  COST_ACTUAL_TOO_EXPENSIVE: { status: 400, message: 'The answer of the operation cost too much.' },
  COST_SLICING_ARGUMENT_REQUIRED: {
    status: 400,
    message: 'A list must be sliced by exactly one of its slicing arguments.',
  },
  PLAN_TOO_MANY_FETCHES: {
    status: 400,
    message: 'The operation needs more requests to subgraphs than it may.',
  },
  PLAN_TOO_DEEP: {
    status: 400,
    message: 'The operation needs more requests to subgraphs one after the other than it may.',
  },
  UNAUTHENTICATED: { status: 401, message: 'The credentials are not valid.' },
  UNAUTHORIZED_FIELD_OR_TYPE: {
    status: 403,
    message: 'The credentials do not allow this field or its type.',
  },
  NOT_FOUND: { status: 404, message: 'There is nothing at this path.' },
  METHOD_NOT_ALLOWED: { status: 405, message: 'This path does not take this HTTP method.' },
  NOT_ACCEPTABLE: {
    status: 406,
    message: 'Answers are application/json or application/graphql-response+json.',
  },
  REQUEST_TIMEOUT: { status: 408, message: 'The request took too long to arrive.' },
  PAYLOAD_TOO_LARGE: { status: 413, message: 'The request body is too large.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, message: 'Send the operation as application/json.' },
  BATCH_LIMIT_EXCEEDED: { status: 422, message: 'The list holds more operations than one request may have.' },
  TOO_MANY_REQUESTS: { status: 429, message: 'Too many requests; Retry-After says when to come back.' },
  REQUEST_HEADERS_TOO_LARGE: { status: 431, message: 'The headers of the request are too large.' },
  INTERNAL_SERVER_ERROR: { status: 500, message: 'Internal server error.' },
  HOOK_FAILED: { status: 500, message: 'The router could not handle the request.' },
  QUERY_PLANNING_FAILED: { status: 500, message: 'No plan could be made for the operation.' },
  QUERY_PLANNING_TIMEOUT: { status: 503, message: 'No plan was found for the operation in time; try again.' },
  QUERY_PLANNING_OVERLOADED: { status: 503, message: 'Too many operations wait to be planned; try again.' },
  SERVICE_UNAVAILABLE: { status: 503, message: 'The service is not available right now; try again.' },
  GATEWAY_TIMEOUT: { status: 504, message: 'The operation took too long.' },
  DOWNSTREAM_SERVICE_ERROR: { status: null, message: 'A subgraph reported an error without a code.' },
  SUBREQUEST_FAILED: { status: null, message: 'A subgraph could not be asked.' },
  SUBREQUEST_HTTP_ERROR: { status: null, message: 'A subgraph did not answer, or with an HTTP error.' },
  SUBREQUEST_TIMEOUT: { status: null, message: 'A subgraph did not answer in time.' },
  SUBREQUEST_RESPONSE_TOO_LARGE: { status: null, message: 'A subgraph answered more than is allowed.' },
  SUBREQUEST_MALFORMED_RESPONSE: {
    status: null,
    message: 'A subgraph answered something that is not GraphQL.',
  },
  SUBREQUEST_INVALID_VALUE: { status: null, message: 'A subgraph answered a value that the schema forbids.' },
  SUPERGRAPH_NOT_READABLE: { status: null, message: 'The supergraph file cannot be read.' },
  SUPERGRAPH_INVALID: { status: null, message: 'The supergraph is not valid.' },
  MANIFEST_NOT_READABLE: { status: null, message: 'A manifest of persisted documents cannot be read.' },
  MANIFEST_INVALID: { status: null, message: 'A manifest of persisted documents is not valid.' },
  CONFIG_NOT_READABLE: { status: null, message: 'The configuration file cannot be read.' },
  CONFIG_INVALID: { status: null, message: 'The configuration is not valid.' },
  PORT_IN_USE: { status: null, message: 'The port is in use.' },
} as const satisfies Record<string, { readonly status: number | null; readonly message: string }>;

export type RouterErrorCode = keyof typeof ROUTER_ERRORS;

/** Why credentials were refused; stands in `extensions.reason` beside the code `UNAUTHENTICATED`. */
export type UnauthenticatedReason =
  'TOKEN_EXPIRED' | 'TOKEN_INVALID' | 'TOKEN_REVOKED' | 'TOKEN_ISSUER_UNKNOWN' | 'API_KEY_INVALID';
