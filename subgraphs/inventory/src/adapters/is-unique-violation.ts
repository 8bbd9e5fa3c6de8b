import { Prisma } from './generated/prisma/client.js';

/** Whether a unique constraint refused a write: Prisma error P2002, or P2010 of a raw statement with that cause. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  if (error.code === 'P2002') return true;
  const { driverAdapterError } = (error.meta ?? {}) as {
    driverAdapterError?: { cause?: { kind?: string } };
  };
  return error.code === 'P2010' && driverAdapterError?.cause?.kind === 'UniqueConstraintViolation';
}
