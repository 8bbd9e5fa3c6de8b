import { Prisma } from './generated/prisma/client.js';

/** The fields of a Prisma model, from its list of them (`Prisma.SagaScalarFieldEnum`), but for some. */
export function fieldsOf<Field extends string, Omitted extends Field = never>(
  model: Readonly<Record<string, Field>>,
  ...omitted: readonly Omitted[]
): readonly Exclude<Field, Omitted>[] {
  const left: ReadonlySet<string> = new Set(omitted);
  return Object.values(model).filter((field): field is Exclude<Field, Omitted> => !left.has(field));
}

/** The columns under the names of their fields, as they stand in a SELECT: `o.order_id AS "orderId", …`. */
export function columnsAsFields(fields: readonly string[], table: string): Prisma.Sql {
  return Prisma.raw(fields.map((field) => `${table}.${columnOf(field)} AS "${field}"`).join(', '));
}

/** The column of a field, by the one rule that prisma/order/schema.prisma follows: `orderId` → `order_id`. */
export function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
