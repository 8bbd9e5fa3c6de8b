-- CreateEnum
CREATE TYPE "payment_status" AS ENUM ('PENDING', 'REQUIRES_ACTION', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'PARTIALLY_REFUNDED', 'REFUNDED');

-- CreateEnum
CREATE TYPE "refund_status" AS ENUM ('PENDING', 'SUCCEEDED', 'FAILED');

-- CreateEnum
CREATE TYPE "ledger_account" AS ENUM ('PROVIDER_CLEARING', 'REVENUE', 'REFUNDS');

-- CreateTable
CREATE TABLE "payments" (
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "order_number" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "amount_cents" BIGINT NOT NULL,
    "currency_code" CHAR(3) NOT NULL,
    "status" "payment_status" NOT NULL DEFAULT 'PENDING',
    "payment_method_token" TEXT,
    "idempotency_key" TEXT NOT NULL,
    "provider_charge_id" TEXT,
    "client_secret" TEXT,
    "failure_code" TEXT,
    "failure_message" TEXT,
    "decline_code" TEXT,
    "refunded_cents" BIGINT NOT NULL DEFAULT 0,
    "charge_attempts" INTEGER NOT NULL DEFAULT 1,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_check_at" TIMESTAMPTZ(3),
    "action_expires_at" TIMESTAMPTZ(3),
    "cancel_requested_at" TIMESTAMPTZ(3),
    "correlation_id" TEXT NOT NULL,
    "causation_id" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "early_cancellations" (
    "order_id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "early_cancellations_pkey" PRIMARY KEY ("order_id")
);

-- CreateTable
CREATE TABLE "refunds" (
    "id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "amount_cents" BIGINT NOT NULL,
    "requested_cents" BIGINT,
    "status" "refund_status" NOT NULL DEFAULT 'PENDING',
    "reason" TEXT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "provider_refund_id" TEXT,
    "failure_code" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_check_at" TIMESTAMPTZ(3),
    "correlation_id" TEXT NOT NULL,
    "causation_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refunds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entries" (
    "id" UUID NOT NULL,
    "transaction_id" UUID NOT NULL,
    "account" "ledger_account" NOT NULL,
    "debit_cents" BIGINT NOT NULL,
    "credit_cents" BIGINT NOT NULL,
    "currency_code" CHAR(3) NOT NULL,
    "payment_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sandbox_charges" (
    "id" TEXT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "amount_cents" BIGINT NOT NULL,
    "currency_code" CHAR(3) NOT NULL,
    "reference" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "code" TEXT,
    "message" TEXT,
    "client_secret" TEXT,
    "refunded_cents" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sandbox_charges_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sandbox_refunds" (
    "id" TEXT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "charge_id" TEXT NOT NULL,
    "amount_cents" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sandbox_refunds_pkey" PRIMARY KEY ("id")
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
CREATE UNIQUE INDEX "payments_order_id_key" ON "payments"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "payments_idempotency_key_key" ON "payments"("idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "payments_provider_charge_id_key" ON "payments"("provider_charge_id");

-- CreateIndex
CREATE INDEX "payments_created_at_id_idx" ON "payments"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "payments_user_id_created_at_id_idx" ON "payments"("user_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "payments_status_created_at_id_idx" ON "payments"("status", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "refunds_idempotency_key_key" ON "refunds"("idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "refunds_provider_refund_id_key" ON "refunds"("provider_refund_id");

-- CreateIndex
CREATE INDEX "refunds_payment_id_created_at_idx" ON "refunds"("payment_id", "created_at");

-- CreateIndex
CREATE INDEX "ledger_entries_payment_id_idx" ON "ledger_entries"("payment_id");

-- CreateIndex
CREATE INDEX "ledger_entries_at_id_idx" ON "ledger_entries"("at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "ledger_entries_transaction_id_account_key" ON "ledger_entries"("transaction_id", "account");

-- CreateIndex
CREATE UNIQUE INDEX "sandbox_charges_idempotency_key_key" ON "sandbox_charges"("idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "sandbox_refunds_idempotency_key_key" ON "sandbox_refunds"("idempotency_key");

-- CreateIndex
CREATE INDEX "sandbox_refunds_charge_id_idx" ON "sandbox_refunds"("charge_id");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_id_key" ON "outbox"("id");

-- AddForeignKey
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What follows Prisma's language cannot say.

-- What the sweepers look for: rows whose time has come, which are few.
CREATE INDEX "payments_next_check_at_idx" ON "payments"("next_check_at") WHERE "next_check_at" IS NOT NULL;
CREATE INDEX "refunds_next_check_at_idx" ON "refunds"("next_check_at") WHERE "next_check_at" IS NOT NULL;

ALTER TABLE "payments"
    ADD CONSTRAINT "payments_amount_positive" CHECK ("amount_cents" > 0),
    ADD CONSTRAINT "payments_refund_within_amount" CHECK ("refunded_cents" BETWEEN 0 AND "amount_cents"),
    ADD CONSTRAINT "payments_refund_matches_status" CHECK (CASE "status"
        WHEN 'REFUNDED' THEN "refunded_cents" = "amount_cents"
        WHEN 'PARTIALLY_REFUNDED' THEN "refunded_cents" > 0 AND "refunded_cents" < "amount_cents"
        ELSE "refunded_cents" = 0 END),
    ADD CONSTRAINT "payments_charge_known" CHECK ("status" NOT IN ('SUCCEEDED', 'PARTIALLY_REFUNDED', 'REFUNDED') OR "provider_charge_id" IS NOT NULL),
    -- An open payment that nobody looks after would stay open for ever.
    ADD CONSTRAINT "payments_open_are_looked_after" CHECK (("status" IN ('PENDING', 'REQUIRES_ACTION')) = ("next_check_at" IS NOT NULL));

ALTER TABLE "refunds"
    ADD CONSTRAINT "refunds_amount_not_negative" CHECK ("amount_cents" >= 0),
    ADD CONSTRAINT "refunds_pending_are_looked_after" CHECK (("status" = 'PENDING') = ("next_check_at" IS NOT NULL));

ALTER TABLE "ledger_entries"
    ADD CONSTRAINT "ledger_entries_one_side" CHECK (("debit_cents" > 0 AND "credit_cents" = 0) OR ("debit_cents" = 0 AND "credit_cents" > 0));

-- Checked at the commit, when both sides of a booking are written.
CREATE FUNCTION "ledger_transaction_balances"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM "ledger_entries" WHERE "transaction_id" = NEW."transaction_id"
        HAVING sum("debit_cents") <> sum("credit_cents") OR count(DISTINCT "currency_code") > 1
    ) THEN
        RAISE EXCEPTION 'The ledger transaction % does not balance.', NEW."transaction_id" USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER "ledger_entries_balance" AFTER INSERT ON "ledger_entries"
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "ledger_transaction_balances"();

CREATE FUNCTION "ledger_is_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Ledger entries are never changed; book a new transaction.';
END $$;

CREATE TRIGGER "ledger_entries_append_only" BEFORE UPDATE OR DELETE ON "ledger_entries"
    FOR EACH ROW EXECUTE FUNCTION "ledger_is_append_only"();
CREATE TRIGGER "ledger_entries_no_truncate" BEFORE TRUNCATE ON "ledger_entries"
    FOR EACH STATEMENT EXECUTE FUNCTION "ledger_is_append_only"();

ALTER TABLE "sandbox_charges"
    ADD CONSTRAINT "sandbox_charges_refund_within_amount" CHECK ("refunded_cents" BETWEEN 0 AND "amount_cents");
