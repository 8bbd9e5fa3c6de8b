// Compiles every workspace in one process, which loads the compiler once. Turbo remembers the result: `npm run build`.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildWorkspace } from './build-workspace.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const faults = globSync(workspaces, { cwd: root })
  .map((workspace) => join(root, workspace))
  .filter((folder) => existsSync(join(folder, 'src')))
  .flatMap(buildWorkspace);
for (const fault of faults) console.error(fault);
process.exit(faults.length === 0 ? 0 : 1);
