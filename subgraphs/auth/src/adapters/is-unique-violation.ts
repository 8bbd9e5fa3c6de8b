import { Prisma } from './generated/prisma/client.js';

/** Whether a unique constraint refused a write (Prisma error P2002). */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}
