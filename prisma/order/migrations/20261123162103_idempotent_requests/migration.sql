-- CreateTable
CREATE TABLE "idempotent_requests" (
    "actor_id" UUID NOT NULL,
    "idempotency_key" VARCHAR(128) NOT NULL,
    "mutation" VARCHAR(64) NOT NULL,
    "request_hash" CHAR(64) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotent_requests_pkey" PRIMARY KEY ("actor_id","idempotency_key")
);
