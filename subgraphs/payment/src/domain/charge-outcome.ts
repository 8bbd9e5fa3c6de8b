/** What became of a charge, as the provider tells it. */
export type ChargeOutcome = ChargeSucceeded | ChargeDeclined | ChargeRequiresAction;

export interface ChargeSucceeded {
  readonly state: 'succeeded';
  readonly chargeId: string;
}

/** Nothing was charged, and never will be. */
export interface ChargeDeclined {
  readonly state: 'declined';
  /** The provider's word, e.g. `card_declined`; `cancelled` when the shop itself gave the charge up. */
  readonly code: string;
  readonly message: string;
}

/** The customer must confirm the charge (3-D Secure). */
export interface ChargeRequiresAction {
  readonly state: 'requiresAction';
  readonly chargeId: string;
  readonly clientSecret: string;
}

/** The code of a charge that `cancel` has ended. */
export const CANCELLED_CODE = 'cancelled';
