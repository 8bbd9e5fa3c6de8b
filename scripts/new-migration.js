// Writes the next migration of a domain from the difference between its migrations and its schema.prisma.
//   npm run migration:new -- <domain> <name>
// It compares on a throw-away database, so it needs no server and touches no data.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const databasePackage = join(root, 'packages', 'database');

const [domain, name] = process.argv.slice(2);
const domains = readdirSync(join(root, 'prisma')).filter((entry) =>
  existsSync(join(root, 'prisma', entry, 'schema.prisma')),
);
if (!domain || !name || !domains.includes(domain)) {
  console.error(`Usage: npm run migration:new -- <${domains.join('|')}> <name_in_snake_case>`);
  process.exit(2);
}

buildIfOutdated();
const { createMigration, ensureDatabase, startThrowawayCluster } =
  await import('../packages/database/dist/index.js');
const cluster = await startThrowawayCluster();
try {
  await ensureDatabase(cluster.adminUrl, 'comparison');
  const migration = await createMigration({
    domainDirectory: join(root, 'prisma', domain),
    name,
    databaseUrl: cluster.urlFor('comparison'),
  });
  if (migration) console.log(`${relative(process.cwd(), migration.path)}\n\n${migration.sql}`);
  else console.log(`prisma/${domain}/schema.prisma and its migrations agree; nothing was written.`);
} catch (error) {
  if (typeof error?.code !== 'string') throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 1;
} finally {
  await cluster.stop();
}

/** Plain Node runs the built package; a build takes a second. */
function buildIfOutdated() {
  const newest = (folder) =>
    existsSync(folder)
      ? Math.max(
          0,
          ...readdirSync(folder, { recursive: true }).map((entry) => statSync(join(folder, entry)).mtimeMs),
        )
      : 0;
  if (newest(join(databasePackage, 'dist')) > newest(join(databasePackage, 'src'))) return;
  const build = join(root, 'scripts', 'build-workspace.js');
  execFileSync(process.execPath, [build], { cwd: databasePackage, stdio: 'inherit' });
}
