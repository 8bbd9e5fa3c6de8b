-- AlterTable
ALTER TABLE "notifications" ALTER COLUMN "user_id" DROP NOT NULL;

-- What Prisma's schema cannot say:

-- Nobody becomes known later for whom an operators' notice could wait, and operators have no account to show it to.
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_operators_check"
  CHECK ("user_id" IS NOT NULL OR ("channel" = 'EMAIL' AND "body" IS NOT NULL AND "address" IS NOT NULL));
