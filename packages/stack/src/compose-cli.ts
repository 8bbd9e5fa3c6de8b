import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { collectSubgraphs } from './composition/collect-subgraphs.js';
import { composeSupergraph, CompositionError } from './composition/compose-supergraph.js';

// npm run compose: writes schema/. With --check it writes nothing and fails when schema/ is out of date.

const check = process.argv.includes('--check');
const folder = new URL('../../../schema/', import.meta.url);

async function files(): Promise<ReadonlyMap<string, string>> {
  const subgraphs = await collectSubgraphs();
  const { supergraphSdl, apiSdl } = composeSupergraph(subgraphs);
  return new Map([
    ...subgraphs.map(({ name, sdl }) => [`subgraphs/${name}.graphql`, sdl] as const),
    ['supergraph.graphql', supergraphSdl],
    ['api.graphql', apiSdl],
  ]);
}

try {
  const stale: string[] = [];
  for (const [name, text] of await files()) {
    const url = new URL(name, folder);
    const kept = await readFile(url, 'utf8').catch(() => null);
    if (kept === text) continue;
    stale.push(name);
    if (check) continue;
    await mkdir(new URL('.', url), { recursive: true });
    await writeFile(url, text);
  }
  if (check && stale.length > 0) {
    console.error(
      `schema/ is out of date: ${stale.join(', ')}. Run \`npm run compose\` and commit the result.`,
    );
    process.exitCode = 1;
  } else {
    console.log(
      stale.length === 0
        ? 'schema/ is up to date.'
        : `Wrote ${stale.map((name) => fileURLToPath(new URL(name, folder))).join('\n      ')}`,
    );
  }
} catch (error) {
  console.error(
    error instanceof CompositionError ? `The subgraphs do not compose:\n${error.message}` : error,
  );
  process.exitCode = 1;
}
// The services hold timers that nobody stops here.
process.exit();
