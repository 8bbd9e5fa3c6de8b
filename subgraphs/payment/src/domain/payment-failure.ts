/** Why nothing was charged; each is a value of the graph's `ErrorCode`. */
export type PaymentFailureCode = 'PAYMENT_DECLINED' | 'PAYMENT_TIMEOUT' | 'PAYMENT_FAILED';

export interface PaymentFailure {
  readonly code: PaymentFailureCode;
  /** For people. */
  readonly message: string;
  /** The provider's own word for it, e.g. `card_declined`; null when it was not the provider who refused. */
  readonly declineCode: string | null;
}

/** Why the shop gave up a charge whose outcome it did not have. */
export type CancelReason = 'timeout' | 'action-expired' | 'refund-requested';

export function failureOfCancel(reason: CancelReason): PaymentFailure {
  switch (reason) {
    case 'timeout':
      return {
        code: 'PAYMENT_TIMEOUT',
        message: 'The payment provider did not answer in time; nothing was charged.',
        declineCode: null,
      };
    case 'action-expired':
      return {
        code: 'PAYMENT_FAILED',
        message: 'The payment was not confirmed in time; nothing was charged.',
        declineCode: null,
      };
    case 'refund-requested':
      return {
        code: 'PAYMENT_FAILED',
        message: 'The order was given up before it was paid; nothing was charged.',
        declineCode: null,
      };
  }
}

export function failureOfDecline({
  code,
  message,
}: {
  readonly code: string;
  readonly message: string;
}): PaymentFailure {
  return { code: 'PAYMENT_DECLINED', message, declineCode: code };
}
