import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Gateway } from '../gateway.ts';

const ROUTER = new URL('../../../router/', import.meta.url);
const built = existsSync(new URL('dist/cli.js', ROUTER));
const { version } = JSON.parse(readFileSync(new URL('package.json', ROUTER), 'utf8')) as {
  readonly version: string;
};

export const ours: Gateway = {
  name: 'ours',
  title: `techally-router ${version}`,
  ...(built ? {} : { missing: 'the router is not built: npm run build' }),
  command: ({ port, supergraphPath }) => ({
    argv: [
      process.execPath,
      fileURLToPath(new URL('bin/techally-router.js', ROUTER)),
      'start',
      ...['--supergraph', supergraphPath],
      ...['--config', fileURLToPath(new URL('router.yaml', import.meta.url))],
      ...['--port', String(port)],
    ],
  }),
};
