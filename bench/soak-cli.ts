// npm run soak [-- --minutes 10 --gateway ours --limit 250 --no-write]: fails when a minute of nested queries takes too much memory,
// when memory grows under mixed load after that, or when any answer is wrong. A first minute of mixed load fills the caches and is
// not measured; memory is read before and after the rest, each time with nothing in flight and after a full collection.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { allGateways } from './gateways/all-gateways.ts';
import type { Gateway } from './gateways/gateway.ts';
import { orderLoad } from './load/load-process.ts';
import { describeMachine } from './measure/describe-machine.ts';
import { readProcessUsage } from './measure/process-usage.ts';
import { TestBed } from './measure/test-bed.ts';
import { printSoak } from './report/print-soak.ts';
import { writeResults } from './report/write-results.ts';
import type { MemoryAtRest, Sample } from './soak/judge-soak.ts';
import { judgeSoak } from './soak/judge-soak.ts';
import type { MixedLoadReply } from './soak/mixed-load-main.ts';

const { values } = parseArgs({
  allowNegative: true,
  options: {
    minutes: { type: 'string', default: '10' },
    gateway: { type: 'string', default: 'ours' },
    /** Megabytes of RSS after a minute of nested queries. */
    limit: { type: 'string', default: '250' },
    cores: { type: 'string', default: '0,1' },
    write: { type: 'boolean', default: true },
  },
});
const seconds = Number(values.minutes) * 60;
/** Also for a shorter run: a planning process without work takes half of it to end. */
const secondsBefore = 60;
const [gatewayCore = 0, loadCore = 1] = values.cores.split(',').map(Number);
const gateway = allGateways(undefined).find(({ name }) => name === values.gateway);
if (gateway === undefined) throw new Error(`Unknown gateway: ${values.gateway}`);
if (gateway.missing !== undefined) throw new Error(gateway.missing);

await using bed = await TestBed.open({ gatewayCore, loadCore, latency: 0, environment: process.env });
process.once('SIGINT', () => void bed[Symbol.asyncDispose]().then(() => process.exit(130)));
const running = await bed.startGateway(withMemoryFlags(gateway), {
  messages: true,
  // Failing subgraphs are logged; that is part of the work, but nothing to read.
  silent: true,
  environment: { NODE_OPTIONS: `--import ${new URL('soak/memory-probe.js', import.meta.url).href}` },
});

const plainLoad = bed.startOnLoadCore('../load/load-main.ts');
const plainEnded = orderLoad(plainLoad, {
  port: running.port,
  scenario: 'own-authorization',
  seconds: secondsBefore,
});
const residentBefore: Sample[] = [];
for (let second = 1; second <= secondsBefore; second++) {
  await sleep(1000);
  residentBefore.push({ seconds: second, bytes: readProcessUsage(running.pid).residentBytes });
}
await plainEnded;

const warmUp = await mixedLoad(60);
const before = await atRest();

const resident: Sample[] = [];
const { counts, failures } = await mixedLoad(seconds, (second) => {
  resident.push({ seconds: second, bytes: readProcessUsage(running.pid).residentBytes });
  if (second % 30 === 0) console.error(`${second} s: ${(resident.at(-1)?.bytes ?? 0) / 1e6} MB RSS`);
});
const after = await atRest();

const verdict = judgeSoak(
  { residentBefore, resident, before, after, failures: [...warmUp.failures, ...failures] },
  { residentBytes: Number(values.limit) * 1e6, residentGrowth: 15e6, heapGrowth: 2e6 },
);
const report = {
  date: new Date().toISOString(),
  machine: describeMachine(),
  gateway: gateway.title,
  secondsBefore,
  seconds,
  counts,
  verdict,
  before,
  after,
  residentBefore,
  resident,
};
const text = printSoak(report);
console.log(text);
if (values.write) writeResults(text, report, 'soak');
if (verdict.complaints.length > 0) process.exitCode = 1;

/** @param onSecond told each second of the load, beginning with 1. */
async function mixedLoad(length: number, onSecond?: (second: number) => void): Promise<MixedLoadReply> {
  const load = bed.startOnLoadCore('../soak/mixed-load-main.ts', String(running.port), String(length));
  await once(load, 'message');
  const began = performance.now();
  const ended = once(load, 'message') as Promise<[MixedLoadReply]>;
  for (let second = 1; second <= length; second++) {
    await sleep(Math.max(0, began + second * 1000 - performance.now()));
    onSecond?.(second);
  }
  const [reply] = await ended;
  return reply;
}

/**
 * What is held when nothing is in flight, after full collections. Until then requests whose clients went away and answers of
 * slow subgraphs have come to their end, and so has a planning process, which is kept for half a minute without work.
 */
async function atRest(): Promise<MemoryAtRest> {
  await sleep(40_000);
  const readings: MemoryAtRest[] = [];
  // Pages that a collection has emptied are given back a little later.
  for (let count = 0; count < 5; count++) {
    const answer = once(running.process, 'message', { signal: AbortSignal.timeout(30_000) });
    running.process.send('collect');
    const [{ heapUsed }] = (await answer) as [{ heapUsed: number }];
    await sleep(1000);
    readings.push({ heapBytes: heapUsed, residentBytes: readProcessUsage(running.pid).residentBytes });
  }
  return {
    heapBytes: Math.min(...readings.map(({ heapBytes }) => heapBytes)),
    residentBytes: Math.min(...readings.map(({ residentBytes }) => residentBytes)),
  };
}

/** The router replaces itself to have these flags, but not while it is watched, since that would close the channel. */
function withMemoryFlags(watched: Gateway): Gateway {
  if (watched.name !== 'ours') return watched;
  const file = new URL('../router/bin/memory-flags.json', import.meta.url);
  const flags = JSON.parse(readFileSync(file, 'utf8')) as readonly string[];
  return {
    ...watched,
    command: (options) => {
      const { argv, ...rest } = watched.command(options);
      const [node, ...args] = argv;
      return { argv: [node, ...flags, ...args], ...rest };
    },
  };
}
