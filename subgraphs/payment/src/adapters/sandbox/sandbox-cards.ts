import type { SandboxCharge } from './sandbox-charge.js';

/** What a card does to a charge, and whether the provider ever answers. */
export interface SandboxCard {
  /** Null when the charge never reaches the books. */
  readonly charge: Pick<SandboxCharge, 'state' | 'code' | 'message'> | null;
  readonly answers: boolean;
}

const CHARGED = { state: 'succeeded', code: null, message: null } as const;

function declined(code: string, message: string): SandboxCard {
  return { charge: { state: 'declined', code, message }, answers: true };
}

const CARDS: Readonly<Record<string, SandboxCard>> = {
  tok_visa: { charge: CHARGED, answers: true },
  tok_mastercard: { charge: CHARGED, answers: true },
  tok_chargeDeclined: declined('card_declined', 'The card was declined.'),
  tok_insufficientFunds: declined('insufficient_funds', 'The card has insufficient funds.'),
  tok_threeDSecure: { charge: { state: 'requires_action', code: null, message: null }, answers: true },
  tok_timeoutCharged: { charge: CHARGED, answers: false },
  tok_timeoutNotCharged: { charge: null, answers: false },
};

/** The test card of a token; tokens that are no test card are declined. */
export function sandboxCard(token: string): SandboxCard {
  const card = Object.hasOwn(CARDS, token) ? CARDS[token] : undefined;
  return card ?? declined('invalid_token', 'The card is not known.');
}
