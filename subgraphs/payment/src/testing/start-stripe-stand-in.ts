import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { serveHttp } from '@techally/test-parts';
import type { Form, StandInAnswer } from './stripe-stand-in-books.js';
import { StripeStandInBooks } from './stripe-stand-in-books.js';

/** What goes wrong with the next request of the kind that is named. */
export type StandInFault =
  /** One that moves money is carried out, and never answered. */
  | { readonly kind: 'silence' }
  /** The next POST of any kind is answered so, and not carried out. */
  | { readonly kind: 'answer'; readonly status: number; readonly error: object };

/** The requests that came, for tests of what is sent. */
export interface StandInRequest {
  readonly path: string;
  readonly form: Form;
  readonly idempotencyKey: string | undefined;
}

export interface StripeStandIn {
  readonly url: string;
  readonly books: StripeStandInBooks;
  readonly requests: readonly StandInRequest[];
  addFault(fault: StandInFault): void;
  /** Lets the search find everything so far. */
  index(): void;
  /** A day passes: idempotency keys are forgotten. */
  forgetKeys(): void;
  close(): Promise<void>;
}

const MOVES_MONEY = /\/confirm$|^\/v1\/refunds$/;
/** Milliseconds that a POST takes, so that requests under one key can meet. */
const WORK = 5;

/**
 * A stand-in for Stripe that has a memory, which stripe-mock has not. It is made from Stripe's documentation, by the same
 * people as the adapter: it shows that the adapter does what it should where Stripe does what it says. What Stripe takes and
 * answers is shown by stripe-mock.
 */
export async function startStripeStandIn(): Promise<StripeStandIn> {
  const books = new StripeStandInBooks();
  const requests: StandInRequest[] = [];
  const faults: StandInFault[] = [];
  /** https://docs.stripe.com/api/idempotent_requests */
  const remembered = new Map<string, { readonly sent: string; answer: StandInAnswer | null }>();

  function takeFault(path: string): StandInFault | undefined {
    const [fault] = faults;
    if (fault?.kind === 'silence' && !MOVES_MONEY.test(path)) return undefined;
    return faults.shift();
  }

  async function post(path: string, body: string, key: string, response: ServerResponse): Promise<void> {
    const sent = `${path} ${body}`;
    const known = remembered.get(key);
    if (known !== undefined) {
      if (known.sent !== sent) return answer(response, failure(400, { type: 'idempotency_error' }));
      if (known.answer === null) return answer(response, failure(409, { code: 'idempotency_key_in_use' }));
      return answer(response, known.answer, { 'idempotent-replayed': 'true' });
    }
    const entry = { sent, answer: null as StandInAnswer | null };
    remembered.set(key, entry);
    const fault = takeFault(path);
    await delay(WORK);
    const result =
      fault?.kind === 'answer' ? failure(fault.status, fault.error) : carryOut(books, path, formOf(body));
    // Refusals of what was sent are not remembered, nor what came too often.
    if ([400, 404, 409, 429].includes(result.status)) remembered.delete(key);
    else entry.answer = result;
    if (fault?.kind !== 'silence') answer(response, result);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stripe');
    const body = await text(request);
    const key = request.headers['idempotency-key'] as string | undefined;
    requests.push({ path: `${request.method ?? ''} ${pathname}`, form: formOf(body), idempotencyKey: key });
    if (request.method === 'POST') await post(pathname, body, key ?? '', response);
    else answer(response, read(books, pathname, searchParams));
  }

  const server = await serveHttp((request, response) => {
    void handle(request, response);
  });
  return {
    url: server.url,
    books,
    requests,
    addFault: (fault) => void faults.push(fault),
    index() {
      for (const id of books.intents.keys()) books.indexed.add(id);
    },
    forgetKeys() {
      remembered.clear();
    },
    close: () => server.close(),
  };
}

function carryOut(books: StripeStandInBooks, path: string, form: Form): StandInAnswer {
  if (path === '/v1/payment_methods') return books.createMethod(form);
  if (path === '/v1/payment_intents') return books.createIntent(form);
  if (path === '/v1/refunds') return books.createRefund(form);
  const [, id = '', action] = /^\/v1\/payment_intents\/(\w+)\/(confirm|cancel)$/.exec(path) ?? [];
  if (action === undefined) return failure(404, { type: 'invalid_request_error' });
  return action === 'confirm' ? books.confirmIntent(id) : books.cancelIntent(id);
}

function read(books: StripeStandInBooks, path: string, query: URLSearchParams): StandInAnswer {
  if (path === '/v1/payment_intents/search') return books.search(query.get('query') ?? '');
  if (path === '/v1/refunds') return books.listRefunds(query.get('payment_intent') ?? '');
  return books.retrieveIntent(path.replace('/v1/payment_intents/', ''));
}

function failure(status: number, error: object): StandInAnswer {
  return { status, body: { error } };
}

function formOf(body: string): Form {
  return Object.fromEntries(new URLSearchParams(body));
}

function answer(
  response: ServerResponse,
  { status, body }: StandInAnswer,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_test', ...headers });
  response.end(JSON.stringify(body));
}
