-- AlterTable
ALTER TABLE "shipments" ADD COLUMN     "carrier_check_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "sandbox_parcels" (
    "shipment_id" UUID NOT NULL,
    "tracking_number" VARCHAR(100) NOT NULL,
    "booked_at" TIMESTAMPTZ(3) NOT NULL,
    "cancelled_at" TIMESTAMPTZ(3),

    CONSTRAINT "sandbox_parcels_pkey" PRIMARY KEY ("shipment_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "sandbox_parcels_tracking_number_key" ON "sandbox_parcels"("tracking_number");

-- What the sweeper looks for; shipments that no carrier is asked about, which are nearly all, stay out of it.
CREATE INDEX "shipments_carrier_check_at_idx" ON "shipments" ("carrier_check_at") WHERE "carrier_check_at" IS NOT NULL;
