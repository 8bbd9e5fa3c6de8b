import { Prisma } from './generated/prisma/client.js';

/** Whether a unique constraint refused what raw SQL was to write: Prisma error P2010, with the adapter's own inside. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2010') return false;
  const inner = error.meta?.['driverAdapterError'];
  return inner instanceof Error && kindOf(inner.cause) === 'UniqueConstraintViolation';
}

function kindOf(cause: unknown): unknown {
  return typeof cause === 'object' && cause !== null && 'kind' in cause ? cause.kind : undefined;
}
