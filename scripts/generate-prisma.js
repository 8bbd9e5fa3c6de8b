// Generates the Prisma clients: node scripts/generate-prisma.js [domain …]; all domains when none is named.
// `prisma generate` looks for a schema engine and would download one, though it needs none for this. Naming any
// existing file in PRISMA_SCHEMA_ENGINE_BINARY keeps it offline.
import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const prisma = join(dirname(createRequire(import.meta.url).resolve('prisma/package.json')), 'build/index.js');
const env = {
  ...process.env,
  PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  CHECKPOINT_DISABLE: '1',
};

const named = process.argv.slice(2);
const waiting =
  named.length > 0
    ? named
    : readdirSync(join(root, 'prisma')).filter((domain) =>
        existsSync(join(root, 'prisma', domain, 'schema.prisma')),
      );

async function work() {
  for (let domain = waiting.shift(); domain !== undefined; domain = waiting.shift()) {
    const config = join(root, 'prisma', domain, 'prisma.config.ts');
    await promisify(execFile)(process.execPath, [prisma, 'generate', '--config', config], { cwd: root, env });
  }
}
await Promise.all(Array.from({ length: availableParallelism() }, work));
