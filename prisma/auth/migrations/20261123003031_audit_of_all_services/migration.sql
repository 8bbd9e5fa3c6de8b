-- AlterTable
ALTER TABLE "audit_log" ADD COLUMN     "request_id" VARCHAR(128),
ALTER COLUMN "target_id" SET DATA TYPE VARCHAR(100);

-- CreateIndex
CREATE INDEX "audit_log_action_at_idx" ON "audit_log"("action", "at");

-- Keys from before administrators' scopes were told apart keep what they were good for; the role of the owner still decides
UPDATE "api_keys" SET "scopes" = array_remove("scopes", 'admin:read') || ARRAY[
    'admin:users:read', 'admin:keys:read', 'admin:audit:read', 'admin:orders:read', 'admin:payments:read',
    'admin:inventory:read', 'admin:notifications:read', 'admin:messages:read']
WHERE 'admin:read' = ANY ("scopes");

UPDATE "api_keys" SET "scopes" = array_remove("scopes", 'admin:write') || ARRAY[
    'admin:users:write', 'admin:keys:write', 'admin:products:write', 'admin:reviews:write', 'admin:orders:write',
    'admin:payments:refund', 'admin:inventory:write', 'admin:notifications:write', 'admin:messages:write']
WHERE 'admin:write' = ANY ("scopes");

UPDATE "api_keys" SET "scopes" = array_append("scopes", 'reviews:write') WHERE 'profile:write' = ANY ("scopes");
