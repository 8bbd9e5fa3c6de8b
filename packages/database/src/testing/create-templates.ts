import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { dropDatabase } from '../administration/drop-database.js';
import { ensureDatabase } from '../administration/ensure-database.js';
import { sealTemplate } from '../administration/seal-template.js';
import type { EmbeddedCluster } from '../embedded/start-embedded-cluster.js';
import { migrate } from '../migrations/migrate.js';
import { readMigrations } from '../migrations/read-migrations.js';
import { templateName } from './template-name.js';

/**
 * Creates one template per domain of `prisma/` that has migrations, and an empty one for `platform`, whose tables
 * are made by the libraries that own them.
 *
 * @returns why there is no template, for each domain whose migrations failed: its tests fail with that, others run
 */
export async function createTemplates(
  cluster: Pick<EmbeddedCluster, 'adminUrl' | 'urlFor'>,
  prismaDirectory: string,
): Promise<Record<string, string>> {
  const entries = await readdir(prismaDirectory, { withFileTypes: true }).catch(() => []);
  const domains = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const failures: Record<string, string> = {};
  await createTemplate(cluster, 'platform', null);
  for (const domain of domains) {
    const migrationsDirectory = join(prismaDirectory, domain, 'migrations');
    try {
      if ((await readMigrations(migrationsDirectory)).length === 0) continue;
      await createTemplate(cluster, domain, migrationsDirectory);
    } catch (error) {
      failures[domain] = error instanceof Error ? error.message : String(error);
      await dropDatabase(cluster.adminUrl, templateName(domain));
    }
  }
  return failures;
}

async function createTemplate(
  cluster: Pick<EmbeddedCluster, 'adminUrl' | 'urlFor'>,
  domain: string,
  migrationsDirectory: string | null,
): Promise<void> {
  const template = templateName(domain);
  await ensureDatabase(cluster.adminUrl, template);
  if (migrationsDirectory !== null)
    await migrate({ databaseUrl: cluster.urlFor(template), migrationsDirectory });
  await sealTemplate(cluster.adminUrl, template);
}
