import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { readProcessUsage } from './process-usage.ts';

describe.runIf(process.platform === 'linux')('the usage of a process', () => {
  it('counts what its children use, while they run', async () => {
    const burn =
      'const spent = () => { const { user, system } = process.cpuUsage(); return user + system; }; while (spent() < 200_000); console.log("burnt"); setInterval(() => {}, 1000)';
    const nested = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(burn)}], { stdio: "inherit" })`;
    const child = spawn(process.execPath, ['-e', nested], {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    const { pid } = child;
    if (pid === undefined) throw new Error('Node cannot be started.');
    try {
      await once(child.stdout, 'data');
      const { cpu, residentBytes } = readProcessUsage(pid);
      expect(cpu).toBeGreaterThanOrEqual(180);
      // Two Nodes take more than one.
      expect(residentBytes).toBeGreaterThan(60e6);
    } finally {
      // Reaped before the next test, whose process would get its times otherwise.
      const ended = once(child, 'exit');
      process.kill(-pid, 'SIGKILL');
      await ended;
    }
  });

  it('agrees with what a process counts of itself', () => {
    const before = readProcessUsage(process.pid).cpu;
    const own = process.cpuUsage();
    const end = performance.now() + 200;
    while (performance.now() < end);
    const spent = process.cpuUsage(own);
    const counted = readProcessUsage(process.pid).cpu - before;
    expect(Math.abs(counted - (spent.user + spent.system) / 1000)).toBeLessThan(50);
  });
});
