import type { TemplateDefinition } from '../domain/template.js';
import { emailVerification } from './email-verification.js';
import { orderCancelled } from './order-cancelled.js';
import { orderConfirmed } from './order-confirmed.js';
import { orderDelivered } from './order-delivered.js';
import { orderRefunded } from './order-refunded.js';
import { orderShipped } from './order-shipped.js';
import { passwordChanged } from './password-changed.js';
import { passwordReset } from './password-reset.js';
import { paymentActionRequired } from './payment-action-required.js';
import { reservationLost } from './reservation-lost.js';
import { sagaParked } from './saga-parked.js';
import { shipmentOutForDelivery } from './shipment-out-for-delivery.js';
import { welcome } from './welcome.js';

/** Every template that the program brings along. */
export const TEMPLATES: readonly TemplateDefinition[] = [
  emailVerification,
  orderCancelled,
  orderConfirmed,
  orderDelivered,
  orderRefunded,
  orderShipped,
  passwordChanged,
  passwordReset,
  paymentActionRequired,
  reservationLost,
  sagaParked,
  shipmentOutForDelivery,
  welcome,
];
