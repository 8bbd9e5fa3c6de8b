-- CreateEnum
CREATE TYPE "channel" AS ENUM ('EMAIL', 'SMS', 'PUSH', 'IN_APP');

-- CreateEnum
CREATE TYPE "notification_status" AS ENUM ('QUEUED', 'SENT', 'FAILED', 'SKIPPED');

-- CreateTable
CREATE TABLE "recipients" (
    "user_id" UUID NOT NULL,
    "email" TEXT,
    "first_name" TEXT,
    "erased_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "recipients_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "notifications" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "template" TEXT NOT NULL,
    "channel" "channel" NOT NULL,
    "status" "notification_status" NOT NULL,
    "subject" TEXT,
    "body" TEXT,
    "secret_text" TEXT,
    "template_values" JSONB,
    "address" TEXT,
    "order_id" UUID,
    "dedupe_key" TEXT NOT NULL,
    "message_id_header" TEXT NOT NULL,
    "resends" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "read_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification_templates" (
    "key" TEXT NOT NULL,
    "channel" "channel" NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notification_templates_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "outbox_mails" (
    "message_id" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_mails_pkey" PRIMARY KEY ("message_id")
);

-- CreateTable
CREATE TABLE "outbox_texts" (
    "message_id" TEXT NOT NULL,
    "channel" "channel" NOT NULL,
    "recipient" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_texts_pkey" PRIMARY KEY ("message_id")
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
CREATE UNIQUE INDEX "notifications_dedupe_key_key" ON "notifications"("dedupe_key");

-- CreateIndex
CREATE UNIQUE INDEX "notifications_message_id_header_key" ON "notifications"("message_id_header");

-- CreateIndex
CREATE INDEX "notifications_user_id_created_at_id_idx" ON "notifications"("user_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "notifications_created_at_id_idx" ON "notifications"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "outbox_id_key" ON "outbox"("id");

-- What Prisma's schema cannot say:

-- The sweeper looks for what is due; what was sent long ago is not in its way.
CREATE INDEX "notifications_due_idx" ON "notifications"("next_attempt_at") WHERE "status" = 'QUEUED';

-- Secrets that expired are looked for now and then; few rows have any.
CREATE INDEX "notifications_secret_idx" ON "notifications"("expires_at") WHERE "secret_text" IS NOT NULL;

-- The badge of the storefront.
CREATE INDEX "notifications_unread_idx" ON "notifications"("user_id") WHERE "read_at" IS NULL;

-- Addresses are compared without regard to case.
CREATE INDEX "outbox_mails_recipient_idx" ON "outbox_mails"(lower("recipient"), "at");

-- A recipient has a name and an address, or is erased.
ALTER TABLE "recipients" ADD CONSTRAINT "recipients_erased_check"
  CHECK (("erased_at" IS NULL) = ("email" IS NOT NULL) AND ("email" IS NULL) = ("first_name" IS NULL));

ALTER TABLE "notifications" ADD CONSTRAINT "notifications_text_check" CHECK (("subject" IS NULL) = ("body" IS NULL));
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_sent_check" CHECK ("status" <> 'SENT' OR "sent_at" IS NOT NULL);
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_counts_check" CHECK ("attempts" >= 0 AND "resends" >= 0);
