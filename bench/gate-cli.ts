// npm run bench:gate [-- --rounds 4 --processes 3 --seconds 4 --no-write]: what the gate costs. The same router, with all of
// the gate off and on, gets the same requests of users who have signed in. Fails when the nested query loses more than 15 %
// of its requests a second.
import { spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createOursGated } from './gateways/ours-gated/ours-gated.ts';
import { ours } from './gateways/ours/ours.ts';
import { findFreePort } from './gateways/start-gateway.ts';
import { SIGNED_IN_SCENARIO_NAMES } from './load/scenario.ts';
import { compareGateways } from './measure/compare-gateways.ts';
import { describeMachine } from './measure/describe-machine.ts';
import { TestBed } from './measure/test-bed.ts';
import { printReport } from './report/print-report.ts';
import { summarise } from './report/summarise.ts';
import { writeResults } from './report/write-results.ts';

const { values } = parseArgs({
  allowNegative: true,
  options: {
    rounds: { type: 'string', default: '4' },
    /** Of each gateway, whose rounds are counted together. */
    processes: { type: 'string', default: '3' },
    /**
     * Of one round. With rounds of a second, of which each process has one in six, a good part of what is measured is how
     * processes wake up: caches of the processor that others have filled, and identity headers that have expired.
     */
    seconds: { type: 'string', default: '4' },
    /** The gateway's and the load's. */
    cores: { type: 'string', default: '0,1' },
    write: { type: 'boolean', default: true },
  },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const processes = Number(values.processes);
const [gatewayCore = 0, loadCore = 1] = values.cores.split(',').map(Number);
/** The share of requests a second that the gate may cost. */
const LIMIT = 0.15;

if (spawnSync('redis-server', ['--version']).status !== 0)
  throw new Error("Without redis-server there is nothing to measure; Debian's package redis-server has it.");

await using bed = await TestBed.open({ gatewayCore, loadCore, latency: 0, environment: process.env });
process.once('SIGINT', () => void bed[Symbol.asyncDispose]().then(() => process.exit(130)));
const redisPort = await findFreePort();
bed.start(['redis-server', '--port', String(redisPort), '--bind', '127.0.0.1', '--save', '']);
await untilOpen(redisPort);
const gated = createOursGated(`redis://127.0.0.1:${redisPort}`);

const running = [];
for (let count = 0; count < processes; count++)
  running.push(await bed.startGateway(ours), await bed.startGateway(gated));

const comparisons = await compareGateways(running, bed.startOnLoadCore('../load/load-main.ts'), {
  scenarios: SIGNED_IN_SCENARIO_NAMES,
  rounds,
  seconds,
  warmUp: 5,
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
  latency: 0,
  comparisons,
};
const [open, closed] = (comparisons[0]?.rows ?? []).map(summarise);
const loss =
  open === undefined || closed === undefined ? 1 : 1 - closed.requestsPerSecond / open.requestsPerSecond;
const verdict = `With all of the gate on, the nested query loses ${(loss * 100).toFixed(1)} % of its requests a second; the aim is at most ${LIMIT * 100} %: ${loss <= LIMIT ? 'met' : 'missed'}.`;
const text = `${printReport(report)}\n${verdict}\n`;
console.log(text);
if (values.write) writeResults(text, report, 'gate');
if (!(loss <= LIMIT)) process.exitCode = 1;

async function untilOpen(port: number): Promise<void> {
  for (let wait = 0; wait < 100; wait++) {
    const opened = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => {
        resolve(false);
      });
    });
    if (opened) return;
    await sleep(50);
  }
  throw new Error('redis-server does not answer.');
}
