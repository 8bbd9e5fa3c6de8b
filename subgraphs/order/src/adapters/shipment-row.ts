import type { Shipment } from '../domain/shipment.js';
import { columnsAsFields, fieldsOf } from './columns.js';
import { Prisma } from './generated/prisma/client.js';
import type { JsonRow } from './json-row.js';
import { timeOfJson } from './json-row.js';
import { createRowWriter } from './row-writer.js';

/** The columns of `shipments h`, under the names of the Prisma model. */
export const SHIPMENT_COLUMNS = columnsAsFields(fieldsOf(Prisma.ShipmentScalarFieldEnum), 'h');

/** Writes new shipments. */
export const NEW_SHIPMENTS = createRowWriter(
  'shipments',
  fieldsOf(Prisma.ShipmentScalarFieldEnum, 'version'),
);

/** Writes what of a shipment changes, but for `carrierCheckAt`, which the queue of shipments writes, too. */
export const CHANGED_SHIPMENTS = createRowWriter(
  'shipments',
  fieldsOf(Prisma.ShipmentScalarFieldEnum, 'id', 'orderId', 'createdAt', 'version', 'carrierCheckAt'),
);

/** Reads a row of the `shipments` table that came as JSON. */
export function shipmentOfJson(row: JsonRow<Shipment>): Shipment {
  return {
    ...row,
    shippedAt: timeOfJson(row.shippedAt),
    deliveredAt: timeOfJson(row.deliveredAt),
    returnedAt: timeOfJson(row.returnedAt),
    carrierCheckAt: timeOfJson(row.carrierCheckAt),
    createdAt: timeOfJson(row.createdAt),
    updatedAt: timeOfJson(row.updatedAt),
  };
}
