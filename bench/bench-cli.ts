// npm run bench [-- --gateways ours,hive-gateway --scenarios identical --rounds 3 --processes 1 --seconds 2 --latency 0 --no-write]
import { parseArgs } from 'node:util';
import { allGateways } from './gateways/all-gateways.ts';
import { SCENARIO_NAMES } from './load/scenario.ts';
import { compareGateways } from './measure/compare-gateways.ts';
import { describeMachine } from './measure/describe-machine.ts';
import { TestBed } from './measure/test-bed.ts';
import { printReport } from './report/print-report.ts';
import { writeResults } from './report/write-results.ts';

const { values } = parseArgs({
  allowNegative: true,
  options: {
    /** Names, with commas between them. Default: all that can be started. */
    gateways: { type: 'string' },
    scenarios: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    /** Of each gateway, whose rounds are counted together. */
    processes: { type: 'string', default: '1' },
    /** Of one round. */
    seconds: { type: 'string', default: '2' },
    /** At most; 2,000 requests are enough. */
    'warm-up': { type: 'string', default: '3' },
    /** Milliseconds that each subgraph waits. */
    latency: { type: 'string', default: '0' },
    /** The gateway's and the load's. */
    cores: { type: 'string', default: '0,1' },
    /** Whether the report goes to results/, and not only to the terminal. */
    write: { type: 'boolean', default: true },
  },
});

const gateways = choose(allGateways(process.env['HIVE_ROUTER_BIN']), values.gateways, ({ name }) => name);
const scenarios = choose(SCENARIO_NAMES, values.scenarios, (name) => name);
const [gatewayCore = 0, loadCore = 1] = values.cores.split(',').map(Number);
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const processes = Number(values.processes);
const latency = Number(values.latency);

await using bed = await TestBed.open({ gatewayCore, loadCore, latency, environment: process.env });
process.once('SIGINT', () => void bed[Symbol.asyncDispose]().then(() => process.exit(130)));
const loadProcess = bed.startOnLoadCore('../load/load-main.ts');

const running = [];
for (const gateway of gateways) {
  if (gateway.missing === undefined)
    for (let count = 0; count < processes; count++) running.push(await bed.startGateway(gateway));
  else console.error(`Without ${gateway.name}: ${gateway.missing}`);
}
const comparisons = await compareGateways(running, loadProcess, {
  scenarios,
  rounds,
  seconds,
  warmUp: Number(values['warm-up']),
  tell: (line) => {
    console.error(line);
  },
});

const report = {
  date: new Date().toISOString(),
  machine: describeMachine(),
  rounds,
  processes,
  seconds,
  latency,
  comparisons,
};
const text = printReport(report);
console.log(text);
if (values.write) writeResults(text, report);
if (comparisons.some(({ rows }) => rows.some(({ failure }) => failure !== undefined))) process.exitCode = 1;

function choose<T>(all: readonly T[], names: string | undefined, nameOf: (item: T) => string): readonly T[] {
  if (names === undefined) return all;
  return names.split(',').map((name) => {
    const found = all.find((item) => nameOf(item) === name);
    if (found === undefined) throw new Error(`Unknown: ${name}. Known: ${all.map(nameOf).join(', ')}`);
    return found;
  });
}
