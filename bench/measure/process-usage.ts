import { readFileSync, readdirSync } from 'node:fs';

/** What a process and all that it started have used so far. */
export interface ProcessUsage {
  /** Milliseconds of CPU time, user and system, of all threads; in steps of 10. */
  readonly cpu: number;
  /** Bytes of memory that are resident now. */
  readonly residentBytes: number;
}

/** Ticks per second of the times in /proc, the same on every Linux that Node runs on. */
const TICKS = 100;

/** Reads Linux's own accounting (proc_pid_stat(5)), so that no gateway has to be trusted to count itself. */
export function readProcessUsage(pid: number): ProcessUsage {
  let cpu = 0;
  let residentBytes = 0;
  for (const member of withDescendants(pid)) {
    const fields = readFileSync(`/proc/${member}/stat`, 'utf8');
    // The name, in brackets, may hold anything; what follows it is numbers: state is field 3.
    const numbers = fields
      .slice(fields.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [utime = 0, stime = 0, childrenUtime = 0, childrenStime = 0] = numbers.slice(11, 15);
    cpu += ((utime + stime + childrenUtime + childrenStime) * 1000) / TICKS;
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${member}/status`, 'utf8')) ?? [];
    residentBytes += Number(kilobytes) * 1024;
  }
  return { cpu, residentBytes };
}

function withDescendants(pid: number): readonly number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(withDescendants)];
}
