-- AlterEnum
ALTER TYPE "shipment_status" ADD VALUE 'RETURNED';

-- AlterTable
ALTER TABLE "shipments" ADD COLUMN     "returned_at" TIMESTAMPTZ(3);
