import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import type { StartFlags } from './cli/start-command.js';
import { StartError } from './errors/start-error.js';

/** The command line `techally-router`. Reads the environment, which the library never does. */
const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};

const program = new Command('techally-router')
  .description('A federation router for any Apollo Federation supergraph.')
  .version(version)
  .showHelpAfterError();

program
  .command('start')
  .description('Serve a supergraph over HTTP.')
  .requiredOption('--supergraph <file or URL>', 'the composed supergraph (SDL)')
  .option('--no-watch', 'do not follow changes of the supergraph and of the configuration')
  .option('--config <file>', 'configuration (YAML)')
  .option('--check', 'only say whether the configuration and the supergraph are valid')
  .option('--port <number>', 'port to listen on, 0 for any free one (default: 4000)')
  .option('--host <address>', 'address to listen on (default: 127.0.0.1)')
  // Loaded when it is needed: help and version answer at once.
  .action(async (flags: StartFlags) => (await import('./cli/start-command.js')).start(flags, process.env));

program
  .command('config-schema')
  .description('Print the JSON Schema of the configuration.')
  .action(async () => {
    const { routerConfigJsonSchema } = await import('./config/router-config-json-schema.js');
    process.stdout.write(`${JSON.stringify(routerConfigJsonSchema(), null, 2)}\n`);
  });

try {
  await program.parseAsync();
} catch (error) {
  const { message } = error instanceof Error ? error : new Error(String(error));
  const advice =
    error instanceof StartError && error.code === 'PORT_IN_USE'
      ? '\nChoose another one with --port, or with the option port in the configuration file.'
      : '';
  process.stderr.write(`techally-router: ${message}${advice}\n`);
  process.exit(1);
}
