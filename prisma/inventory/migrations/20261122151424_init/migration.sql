-- CreateEnum
CREATE TYPE "reservation_state" AS ENUM ('ACTIVE', 'COMMITTED', 'RELEASED', 'EXPIRED', 'REJECTED');

-- CreateEnum
CREATE TYPE "movement_reason" AS ENUM ('INITIAL', 'ADJUSTMENT', 'RESERVATION', 'RELEASE', 'EXPIRY', 'SALE', 'RETURN');

-- CreateTable
CREATE TABLE "stock_items" (
    "product_id" UUID NOT NULL,
    "on_hand" INTEGER NOT NULL,
    "reserved" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stock_items_pkey" PRIMARY KEY ("product_id")
);

-- CreateTable
CREATE TABLE "reservations" (
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "state" "reservation_state" NOT NULL,
    "shortages" JSONB,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reservations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reservation_items" (
    "reservation_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "quantity" INTEGER NOT NULL,

    CONSTRAINT "reservation_items_pkey" PRIMARY KEY ("reservation_id","product_id")
);

-- CreateTable
CREATE TABLE "stock_movements" (
    "id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "on_hand_delta" INTEGER NOT NULL,
    "reserved_delta" INTEGER NOT NULL,
    "reason" "movement_reason" NOT NULL,
    "note" VARCHAR(200),
    "order_id" UUID,
    "actor_id" UUID,
    "idempotency_key" VARCHAR(100),
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stock_movements_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "sequence" BIGSERIAL NOT NULL,
    "id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "aggregate_id" TEXT NOT NULL,
    "message" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("sequence")
);

-- CreateTable
CREATE TABLE "inbox" (
    "message_id" UUID NOT NULL,
    "consumer" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("consumer","message_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "reservations_order_id_key" ON "reservations"("order_id");

-- CreateIndex
CREATE INDEX "reservation_items_product_id_idx" ON "reservation_items"("product_id");

-- CreateIndex
CREATE INDEX "stock_movements_product_id_at_id_idx" ON "stock_movements"("product_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "stock_movements_actor_id_idempotency_key_key" ON "stock_movements"("actor_id", "idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_id_key" ON "outbox"("id");

-- AddForeignKey
ALTER TABLE "reservation_items" ADD CONSTRAINT "reservation_items_reservation_id_fkey" FOREIGN KEY ("reservation_id") REFERENCES "reservations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reservation_items" ADD CONSTRAINT "reservation_items_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "stock_items"("product_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_movements" ADD CONSTRAINT "stock_movements_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "stock_items"("product_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Stock cannot be oversold, whatever the code does.
ALTER TABLE "stock_items"
  ADD CONSTRAINT "stock_items_on_hand_check" CHECK ("on_hand" >= 0),
  ADD CONSTRAINT "stock_items_reserved_check" CHECK ("reserved" >= 0),
  ADD CONSTRAINT "stock_items_available_check" CHECK ("reserved" <= "on_hand");

ALTER TABLE "reservation_items" ADD CONSTRAINT "reservation_items_quantity_check" CHECK ("quantity" > 0);

ALTER TABLE "reservations"
  ADD CONSTRAINT "reservations_shortages_check" CHECK (("state" = 'REJECTED') = ("shortages" IS NOT NULL));

-- What the sweeper looks for; committed and released reservations, which are nearly all, stay out of it.
CREATE INDEX "reservations_active_expires_at_idx" ON "reservations" ("expires_at") WHERE "state" = 'ACTIVE';
