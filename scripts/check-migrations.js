// Fails when a domain's migrations and its schema.prisma say different things.
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkMigrations, ensureDatabase, startThrowawayCluster } from '../packages/database/dist/index.js';

const prisma = join(dirname(fileURLToPath(import.meta.url)), '..', 'prisma');
const domains = readdirSync(prisma).filter((domain) => existsSync(join(prisma, domain, 'schema.prisma')));
const cluster = await startThrowawayCluster();
let failures = 0;
try {
  for (const domain of domains) {
    await ensureDatabase(cluster.adminUrl, `comparison_${domain}`);
    const missing = await checkMigrations({
      domainDirectory: join(prisma, domain),
      databaseUrl: cluster.urlFor(`comparison_${domain}`),
    });
    if (missing === null || missing === '') continue;
    failures += 1;
    console.error(
      `${domain}: the migrations lack this:\n${missing}\nRun \`npm run migration:new -- ${domain} <name>\`.`,
    );
  }
} finally {
  await cluster.stop();
}
process.exit(failures === 0 ? 0 : 1);
