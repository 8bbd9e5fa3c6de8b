import { referenceAnswer } from '../supergraph/reference-answer.ts';
import {
  DISTINCT_SHAPES,
  LARGE_QUERY,
  NESTED_QUERY,
  ONE_FIELD_QUERY,
  distinctAlias,
  distinctQuery,
} from '../supergraph/queries.ts';
import { createAccessTokens } from './access-tokens.ts';
import { AnswerBook } from './answer-book.ts';

export const SCENARIO_NAMES = [
  'own-authorization',
  'identical',
  'one-field',
  'large-answer',
  // Last, since it fills the caches that are kept by query.
  'distinct-queries',
] as const;

/** Requests of users who have signed in: what the gate has to look at. */
export const SIGNED_IN_SCENARIO_NAMES = ['signed-in', 'signed-in-one-field'] as const;

export type ScenarioName = (typeof SCENARIO_NAMES)[number] | (typeof SIGNED_IN_SCENARIO_NAMES)[number];

/** Requests of one kind, numbered from 0, and what their answers must be. */
export interface Scenario {
  readonly name: ScenarioName;
  /** A sentence for the report. */
  readonly title: string;
  /** Connections, each with one request in flight. */
  readonly concurrency: number;
  /** The whole HTTP request, in Latin-1. */
  request(number: number): string;
  /** What answers are held against; a gateway has its own, since JSON may be spaced and ordered in more than one way. */
  createAnswerBook(): AnswerBook;
}

const CONCURRENCY = 50;

const FACTORIES: Readonly<Record<ScenarioName, () => Scenario>> = {
  'own-authorization': () => ({
    name: 'own-authorization',
    title: 'The nested query, each request with its own authorization header: nothing can be shared',
    concurrency: CONCURRENCY,
    ...sameQuery(NESTED_QUERY, ownAuthorization),
  }),
  identical: () => ({
    name: 'identical',
    title: 'The nested query, identical requests',
    concurrency: CONCURRENCY,
    ...sameQuery(NESTED_QUERY, () => ''),
  }),
  'one-field': () => ({
    name: 'one-field',
    title: 'One field, each request with its own authorization header',
    concurrency: CONCURRENCY,
    ...sameQuery(ONE_FIELD_QUERY, ownAuthorization),
  }),
  'distinct-queries': () => ({
    name: 'distinct-queries',
    title: 'No two queries alike: every document and every plan is new',
    concurrency: CONCURRENCY,
    request: (number) => post(distinctQuery(number), ownAuthorization(number)),
    createAnswerBook: () =>
      new AnswerBook({
        shapes: DISTINCT_SHAPES,
        marker: distinctAlias,
        expectedData: (number) => referenceAnswer(distinctQuery(number)),
      }),
  }),
  'large-answer': () => ({
    name: 'large-answer',
    title:
      'An answer of 8 MB with 8,000 entities of two subgraphs, each request with its own authorization header',
    concurrency: 4,
    ...sameQuery(LARGE_QUERY, ownAuthorization),
  }),
  'signed-in': () => ({
    name: 'signed-in',
    title: 'The nested query, by a thousand users in turns, each with an access token',
    concurrency: CONCURRENCY,
    ...sameQuery(NESTED_QUERY, bearerToken()),
  }),
  'signed-in-one-field': () => ({
    name: 'signed-in-one-field',
    title: 'One field, by a thousand users in turns, each with an access token',
    concurrency: CONCURRENCY,
    ...sameQuery(ONE_FIELD_QUERY, bearerToken()),
  }),
};

function bearerToken(): (number: number) => string {
  const tokenOf = createAccessTokens();
  return (number) => `authorization: Bearer ${tokenOf(number)}\r\n`;
}

export function createScenario(name: ScenarioName): Scenario {
  return FACTORIES[name]();
}

/** Subgraphs get the header too, so that no gateway may give one request's data to another. */
export function ownAuthorization(number: number): string {
  return `authorization: Bearer ${String(number).padStart(9, '0')}\r\n`;
}

/** A request as bytes for the wire, one text per query: only the headers that differ are put in each time. */
export function post(query: string, headers: string): string {
  const body = JSON.stringify({ query });
  return `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\naccept: application/json\r\ncontent-length: ${body.length}\r\n${headers}\r\n${body}`;
}

function sameQuery(query: string, headers: (number: number) => string) {
  const [start, end] = post(query, '\0').split('\0') as [string, string];
  return {
    request: (number: number) => start + headers(number) + end,
    createAnswerBook: () => {
      const expected = referenceAnswer(query);
      return new AnswerBook({ shapes: 1, marker: () => '', expectedData: () => expected });
    },
  };
}
