import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { codeField } from '../fields/code.js';
import { idField } from '../fields/id.js';

/**
 * Sent by order when the status or the tracking number of a shipment changes.
 * Consumed by notification.
 */
export const ShipmentUpdated = defineMessage({
  type: 'ShipmentUpdated',
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
