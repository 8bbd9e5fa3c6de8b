import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { codeField } from '../fields/code.js';
import { idField } from '../fields/id.js';

/**
 * Sent by order when a shipment is created for a paid order.
 * Consumed by notification.
 */
export const ShipmentCreated = defineMessage({
  type: 'ShipmentCreated',
  version: 1,
  kind: 'event',
  data: z.object({
    shipmentId: idField,
    orderId: idField,
    userId: idField,
    /** The shipment's status after this change. */
    status: codeField,
    carrier: z.string().min(1),
    /** `null` until the carrier has taken the parcel on. */
    trackingNumber: z.string().min(1).nullable(),
  }),
});
