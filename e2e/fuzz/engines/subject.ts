/** An engine under test, over one supergraph. */
export interface Subject {
  execute(request: SubjectRequest): Promise<string>;
  /** Errors that it logged during the last execution, a line each. */
  readonly log: readonly string[];
  close(): Promise<void>;
}

export interface SubjectRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What the engine's subgraphs answer. */
export type AnswerSubgraph = (
  subgraph: string,
  query: string,
  variables: string | undefined,
) => Promise<SubgraphBody>;

/** A reply's body: text, or the object that it would be the text of. */
export type SubgraphBody =
  | { readonly kind: 'text'; readonly status: number; readonly mediaType: string; readonly text: string }
  | { readonly kind: 'result'; readonly status: number; readonly result: unknown }
  /** No reply at all. */
  | { readonly kind: 'failure'; readonly code: 'SUBREQUEST_HTTP_ERROR' | 'SUBREQUEST_TIMEOUT' };

/** Makes an engine over a supergraph; its transport is `answer`. */
export type CreateSubject = (supergraphSdl: string, answer: AnswerSubgraph) => Promise<Subject>;
