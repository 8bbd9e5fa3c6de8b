// Generates the Prisma client of one domain: node scripts/generate-prisma.js <domain>
// `prisma generate` looks for a schema engine and would download one, though it needs none for this. Naming any
// existing file in PRISMA_SCHEMA_ENGINE_BINARY keeps it offline.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [domain] = process.argv.slice(2);
if (domain === undefined) throw new Error('Usage: node scripts/generate-prisma.js <domain>');

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const prisma = join(dirname(require.resolve('prisma/package.json')), 'build/index.js');
const { status } = spawnSync(
  process.execPath,
  [prisma, 'generate', '--config', join(root, 'prisma', domain, 'prisma.config.ts')],
  {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  },
);
process.exit(status ?? 1);
