-- DropIndex
DROP INDEX "products_name_trgm_idx";

-- CreateTable
CREATE TABLE "search_documents" (
    "product_id" UUID NOT NULL,
    "version" BIGSERIAL NOT NULL,
    "indexed_version" BIGINT,
    "archived" BOOLEAN NOT NULL,
    "category_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "price" DECIMAL(12,2) NOT NULL,
    "rating" DECIMAL(3,2) NOT NULL DEFAULT 0,
    "in_stock" BOOLEAN NOT NULL DEFAULT true,
    "sold" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "specifications" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "texts_version" INTEGER NOT NULL DEFAULT 0,
    "title" tsvector,
    "words" tsvector,

    CONSTRAINT "search_documents_pkey" PRIMARY KEY ("product_id")
);

-- CreateTable
CREATE TABLE "search_words" (
    "word" TEXT NOT NULL,
    "stem" TEXT NOT NULL,
    "spellings" TEXT[],

    CONSTRAINT "search_words_pkey" PRIMARY KEY ("word")
);

-- CreateTable
CREATE TABLE "product_signals" (
    "product_id" UUID NOT NULL,
    "stock_version" INTEGER,
    "available" INTEGER,
    "sold" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "product_signals_pkey" PRIMARY KEY ("product_id")
);

-- CreateTable
CREATE TABLE "search_indexes" (
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "search_indexes_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "search_documents_texts_version_idx" ON "search_documents"("texts_version");

-- CreateIndex
CREATE INDEX "search_words_word_idx" ON "search_words" USING SPGIST ("word");

-- CreateIndex
CREATE INDEX "search_words_stem_idx" ON "search_words"("stem");

-- CreateIndex
CREATE INDEX "search_words_spellings_idx" ON "search_words" USING GIN ("spellings");

-- AddForeignKey
ALTER TABLE "search_documents" ADD CONSTRAINT "search_documents_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language cannot say.

-- Without a list of pending entries, since each search would read it.
CREATE INDEX "search_documents_words_idx" ON "search_documents" USING GIN ("words") WITH (fastupdate = off) WHERE NOT "archived";
CREATE INDEX "search_documents_category_ids_idx" ON "search_documents" USING GIN ("category_ids") WITH (fastupdate = off) WHERE NOT "archived";
CREATE INDEX "search_documents_specifications_idx" ON "search_documents" USING GIN ("specifications") WITH (fastupdate = off) WHERE NOT "archived";
CREATE INDEX "search_documents_sold_idx" ON "search_documents" ("sold", "product_id") WHERE NOT "archived";
CREATE INDEX "search_documents_price_idx" ON "search_documents" ("price", "product_id") WHERE NOT "archived";
CREATE INDEX "search_documents_rating_idx" ON "search_documents" ("rating", "product_id") WHERE NOT "archived";
CREATE INDEX "search_documents_created_at_idx" ON "search_documents" ("created_at", "product_id") WHERE NOT "archived";
CREATE INDEX "search_documents_pending_idx" ON "search_documents" ("version") WHERE "indexed_version" IS DISTINCT FROM "version";

-- The products that there are. Their texts are taken apart by the service when it starts: PostgreSQL does not know the rule.
INSERT INTO "search_documents" ("product_id", "archived", "price", "rating", "created_at")
SELECT "id", "archived_at" IS NOT NULL, "price",
       CASE WHEN "rating_count" = 0 THEN 0 ELSE round("rating_sum"::numeric / "rating_count", 2) END, "created_at"
FROM "products";
