import type { AnyMessage, MessageByType, MoneyData } from '@techally/contracts';
import { decimalFromCents } from '@techally/money';
import type { Fact } from '../domain/fact.js';
import type { TemplateValues } from '../domain/notification.js';
import type { Person } from '../domain/recipient.js';
import { shipmentProgress } from '../domain/shipment-progress.js';
import type { TemplateDefinition } from '../domain/template.js';
import { emailVerification } from '../templates/email-verification.js';
import { orderCancelled } from '../templates/order-cancelled.js';
import { orderConfirmed } from '../templates/order-confirmed.js';
import { orderDelivered } from '../templates/order-delivered.js';
import { orderRefunded } from '../templates/order-refunded.js';
import { orderShipped } from '../templates/order-shipped.js';
import { passwordChanged } from '../templates/password-changed.js';
import { passwordReset } from '../templates/password-reset.js';
import { paymentActionRequired } from '../templates/payment-action-required.js';
import { reservationLost } from '../templates/reservation-lost.js';
import { sagaParked } from '../templates/saga-parked.js';
import { shipmentOutForDelivery } from '../templates/shipment-out-for-delivery.js';
import { welcome } from '../templates/welcome.js';

const TIME = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

interface FactExtras {
  /** Default: the id of the message. */
  readonly key?: string;
  readonly orderId?: string;
  readonly person?: Person;
  readonly expiresAt?: Date;
}

/** The template's sample says which values there have to be. */
function fact<Values extends TemplateValues>(
  message: { readonly id: string; readonly data: { readonly userId: string | null } },
  template: TemplateDefinition<Values>,
  values: NoInfer<Values>,
  extras: FactExtras = {},
): Fact {
  const { key = message.id, orderId = null, person = null, expiresAt = null } = extras;
  return { key, userId: message.data.userId, template, values, orderId, person, expiresAt };
}

/** What each message tells its customer, or the operators. `null`: nothing. */
export const FACTS = {
  UserRegistered: (message: MessageByType<'UserRegistered'>) =>
    fact(message, welcome, {}, { person: personOf(message.data) }),

  EmailVerificationRequested: (message: MessageByType<'EmailVerificationRequested'>) =>
    link(message, emailVerification),

  PasswordResetRequested: (message: MessageByType<'PasswordResetRequested'>) => link(message, passwordReset),

  PasswordChanged: (message: MessageByType<'PasswordChanged'>) =>
    fact(message, passwordChanged, { changed: moment(message.timestamp) }),

  OrderConfirmed: (message: MessageByType<'OrderConfirmed'>) => {
    const { orderId, number, total } = message.data;
    return fact(message, orderConfirmed, { orderId, number, total: amount(total) }, { orderId });
  },

  OrderCancelled: (message: MessageByType<'OrderCancelled'>) => {
    const { orderId, number, message: reason } = message.data;
    return fact(message, orderCancelled, { orderId, number, reason }, { orderId });
  },

  OrderRefunded: (message: MessageByType<'OrderRefunded'>) => {
    const { orderId, number, amount: refunded } = message.data;
    return fact(message, orderRefunded, { orderId, number, amount: amount(refunded) }, { orderId });
  },

  OrderDelivered: (message: MessageByType<'OrderDelivered'>) => {
    const { orderId, number } = message.data;
    return fact(message, orderDelivered, { orderId, number }, { orderId });
  },

  ShipmentCreated: shipped,

  ShipmentUpdated: shipped,

  // The client secret stays out of it: the browser gets it from the payment, when the customer is there.
  PaymentActionRequired: (message: MessageByType<'PaymentActionRequired'>) => {
    const { orderId } = message.data;
    return fact(message, paymentActionRequired, { orderId }, { orderId });
  },

  SagaParked: (message: MessageByType<'SagaParked'>) => {
    const { orderId, number, sagaId, step, parkedState, problem } = message.data;
    const values = { number, problem, step, parkedState, sagaId, orderId };
    return operatorFact(message, sagaParked, values, { orderId });
  },

  // Each answer to CommitInventory may say it again; the stock has to be counted once, hence the key.
  ReservationLost: (message: MessageByType<'ReservationLost'>) => {
    const { orderId, number, sagaId, orderStatus, problem } = message.data;
    const values = { number, problem, orderStatus, orderId, sagaId };
    return operatorFact(message, reservationLost, values, { key: orderId, orderId });
  },
} as const;

/** Whether a message tells nobody anything: most of what happens to a parcel before it is handed over. */
export function tellsNothing(message: AnyMessage): boolean {
  const isAboutShipment = message.type === 'ShipmentCreated' || message.type === 'ShipmentUpdated';
  return isAboutShipment && shipped(message) === null;
}

/** What the operators are told, whom no account stands for. */
function operatorFact<Values extends TemplateValues>(
  { id }: { readonly id: string },
  template: TemplateDefinition<Values>,
  values: NoInfer<Values>,
  extras: FactExtras,
): Fact {
  return fact({ id, data: { userId: null } }, template, values, extras);
}

/** The recipient whom a message describes. */
export function personOf({ userId, email, firstName }: Person): Person {
  return { userId, email, firstName };
}

/** A mail with a secret link, to the address that the message names: that is the one to be proved. */
function link(
  message: MessageByType<'EmailVerificationRequested'> | MessageByType<'PasswordResetRequested'>,
  template: TemplateDefinition<Readonly<Record<'token' | 'expires', string>>>,
): Fact {
  const { token, expiresAt } = message.data;
  return fact(
    message,
    template,
    { token: encodeURIComponent(token), expires: moment(expiresAt) },
    { person: personOf(message.data), expiresAt: new Date(expiresAt) },
  );
}

/** Several updates can say that a parcel is on its way; the customer is told once, hence the key. */
function shipped({
  id,
  data,
}: MessageByType<'ShipmentCreated'> | MessageByType<'ShipmentUpdated'>): Fact | null {
  const { shipmentId: key, orderId, status, carrier, trackingNumber } = data;
  const progress = shipmentProgress(status);
  switch (progress) {
    case null:
      return null;
    case 'ON_ITS_WAY': {
      const values = { orderId, carrier, trackingNumber: trackingNumber ?? 'not known yet' };
      return fact({ id, data }, orderShipped, values, { key, orderId });
    }
    case 'OUT_FOR_DELIVERY':
      return fact({ id, data }, shipmentOutForDelivery, { carrier }, { key, orderId });
  }
}

function amount({ cents, currencyCode }: MoneyData): string {
  return `${decimalFromCents(cents)} ${currencyCode}`;
}

function moment(time: string): string {
  return `${TIME.format(new Date(time))} UTC`;
}
