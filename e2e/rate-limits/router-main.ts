import { fileURLToPath } from 'node:url';
import { createFileSource, createRouter, loadConfigFile } from '@techally/router';

// A router in a process of its own whose rate limits count by a clock that stands still. It tells its parent its address,
// and ends when the parent has gone.
const [configFile, moment] = process.argv.slice(2);
const path = fileURLToPath(new URL('../../schema/supergraph.graphql', import.meta.url));

const config = await loadConfigFile(configFile, { environment: {} });
const router = await createRouter({
  ...config,
  supergraph: createFileSource({ path }),
  now: () => Number(moment),
});
const { url } = await router.listen({ port: 0 });
process.send?.(url);
process.on('disconnect', () => {
  void router.close().then(() => process.exit(0));
});
