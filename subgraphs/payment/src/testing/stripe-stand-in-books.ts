import { randomBytes } from 'node:crypto';

/** An answer, as Stripe gives it. */
export interface StandInAnswer {
  readonly status: number;
  readonly body: object;
}

/** The state of a PaymentIntent, and what of it the adapter reads. */
interface Intent {
  readonly id: string;
  readonly object: 'payment_intent';
  readonly amount: number;
  readonly currency: string;
  readonly client_secret: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly token: string;
  status: 'requires_confirmation' | 'requires_action' | 'requires_payment_method' | 'succeeded' | 'canceled';
  last_payment_error: object | null;
}

interface Refund {
  readonly id: string;
  readonly object: 'refund';
  readonly payment_intent: string;
  readonly amount: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly status: 'succeeded';
}

/** Form fields, such as `card[token]`. */
export type Form = Readonly<Record<string, string>>;

const DECLINES: Readonly<Record<string, object>> = {
  tok_chargeDeclined: decline('generic_decline', 'Your card was declined.'),
  tok_insufficientFunds: decline('insufficient_funds', 'Your card has insufficient funds.'),
};
const AUTHENTICATION_FAILURE = {
  type: 'card_error',
  code: 'payment_intent_authentication_failure',
  message: 'The provided payment method has failed authentication.',
};
const TOKENS = ['tok_visa', 'tok_threeDSecure', ...Object.keys(DECLINES)];

/** PaymentIntents and refunds by the rules of Stripe's documentation, in memory. */
export class StripeStandInBooks {
  readonly intents = new Map<string, Intent>();
  readonly refunds: Refund[] = [];
  /** PaymentIntents that the search knows of. */
  readonly indexed = new Set<string>();
  readonly #methods = new Map<string, string>();

  createMethod(form: Form): StandInAnswer {
    const token = form['card[token]'] ?? '';
    if (!TOKENS.includes(token))
      return invalid('resource_missing', `No such token: '${token}'`, 'card[token]');
    const id = newId('pm');
    this.#methods.set(id, token);
    return ok({ id, object: 'payment_method' });
  }

  createIntent(form: Form): StandInAnswer {
    const id = newId('pi');
    const token = this.#methods.get(form['payment_method'] ?? '');
    if (token === undefined) return invalid('resource_missing', 'No such PaymentMethod', 'payment_method');
    this.intents.set(id, {
      id,
      object: 'payment_intent',
      amount: Number(form['amount']),
      currency: form['currency'] ?? '',
      client_secret: `${id}_secret_${randomBytes(8).toString('hex')}`,
      metadata: metadataOf(form),
      token,
      status: 'requires_confirmation',
      last_payment_error: null,
    });
    return this.retrieveIntent(id);
  }

  retrieveIntent(id: string): StandInAnswer {
    const intent = this.intents.get(id);
    return intent === undefined
      ? invalid('resource_missing', `No such payment_intent: '${id}'`, 'intent')
      : ok(intent);
  }

  /** https://docs.stripe.com/payments/paymentintents/lifecycle */
  confirmIntent(id: string): StandInAnswer {
    const intent = this.intents.get(id);
    if (intent?.status !== 'requires_confirmation') return unexpectedState(intent);
    const declined = DECLINES[intent.token];
    if (declined !== undefined) {
      intent.status = 'requires_payment_method';
      intent.last_payment_error = declined;
      return { status: 402, body: { error: declined } };
    }
    intent.status = intent.token === 'tok_threeDSecure' ? 'requires_action' : 'succeeded';
    return ok(intent);
  }

  cancelIntent(id: string): StandInAnswer {
    const intent = this.intents.get(id);
    if (intent === undefined || intent.status === 'succeeded' || intent.status === 'canceled')
      return unexpectedState(intent);
    intent.status = 'canceled';
    return ok(intent);
  }

  /** What the customer does in the browser; nothing when it is too late. */
  authenticate(id: string, clientSecret: string, outcome: 'succeed' | 'fail'): void {
    const intent = this.intents.get(id);
    const waits = intent?.status === 'requires_action' || intent?.status === 'requires_payment_method';
    if (intent === undefined || !waits || intent.client_secret !== clientSecret) return;
    intent.status = outcome === 'succeed' ? 'succeeded' : 'requires_payment_method';
    intent.last_payment_error = outcome === 'succeed' ? null : AUTHENTICATION_FAILURE;
  }

  search(query: string): StandInAnswer {
    const [, name = '', quoted = ''] = /^metadata\['(\w+)'\]:'((?:[^'\\]|\\.)*)'$/s.exec(query) ?? [];
    const value = quoted.replaceAll(/\\(.)/gs, '$1');
    const found = [...this.intents.values()].filter(
      ({ id, metadata }) => this.indexed.has(id) && metadata[name] === value,
    );
    return ok({ object: 'search_result', data: found, has_more: false });
  }

  createRefund(form: Form): StandInAnswer {
    const intent = this.intents.get(form['payment_intent'] ?? '');
    if (intent === undefined) return invalid('resource_missing', 'No such payment_intent', 'payment_intent');
    if (intent.status !== 'succeeded') return unexpectedState(intent);
    const left = intent.amount - sumOf(this.#refundsOf(intent.id));
    const amount = Number(form['amount']);
    if (left === 0) return invalid('charge_already_refunded', 'The charge has already been refunded.');
    if (amount > left)
      return invalid(undefined, 'Refund amount is greater than unrefunded amount.', 'amount');
    const refund: Refund = {
      id: newId('re'),
      object: 'refund',
      payment_intent: intent.id,
      amount,
      metadata: metadataOf(form),
      status: 'succeeded',
    };
    this.refunds.unshift(refund);
    return ok(refund);
  }

  listRefunds(id: string): StandInAnswer {
    if (!this.intents.has(id)) return invalid('resource_missing', 'No such payment_intent', 'payment_intent');
    return ok({ object: 'list', data: this.#refundsOf(id), has_more: false });
  }

  #refundsOf(id: string): readonly Refund[] {
    return this.refunds.filter(({ payment_intent: intent }) => intent === id);
  }
}

export function sumOf(rows: readonly { readonly amount: number }[]): number {
  return rows.reduce((sum, { amount }) => sum + amount, 0);
}

/** A copy: what is answered does not change afterwards, as what is remembered under a key. */
function ok(body: object): StandInAnswer {
  return { status: 200, body: structuredClone(body) };
}

function invalid(code: string | undefined, message: string, param?: string): StandInAnswer {
  const status = code === 'resource_missing' ? 404 : 400;
  return { status, body: { error: { type: 'invalid_request_error', code, message, param } } };
}

function unexpectedState(intent: Intent | undefined): StandInAnswer {
  if (intent === undefined) return invalid('resource_missing', 'No such payment_intent', 'intent');
  return invalid('payment_intent_unexpected_state', `This PaymentIntent is ${intent.status}.`);
}

function decline(declineCode: string, message: string) {
  return { type: 'card_error', code: 'card_declined', decline_code: declineCode, message };
}

function metadataOf(form: Form): Record<string, string> {
  const entries = Object.entries(form).map(([name, value]) => [/^metadata\[(\w+)\]$/.exec(name)?.[1], value]);
  return Object.fromEntries(entries.filter(([name]) => name !== undefined)) as Record<string, string>;
}

function newId(prefix: string): string {
  return `${prefix}_${randomBytes(8).toString('hex')}`;
}
