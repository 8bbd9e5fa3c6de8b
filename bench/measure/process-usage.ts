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
    const fields = readUnlessGone(`/proc/${member}/stat`);
    // Its time is its parent's now.
    if (fields === null) continue;
    // The name, in brackets, may hold anything; what follows it is numbers: state is field 3.
    const numbers = fields
      .slice(fields.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [utime = 0, stime = 0, childrenUtime = 0, childrenStime = 0] = numbers.slice(11, 15);
    cpu += ((utime + stime + childrenUtime + childrenStime) * 1000) / TICKS;
    const [, kilobytes = '0'] =
      /^VmRSS:\s+(\d+) kB$/m.exec(readUnlessGone(`/proc/${member}/status`) ?? '') ?? [];
    residentBytes += Number(kilobytes) * 1024;
  }
  return { cpu, residentBytes };
}

function withDescendants(pid: number): readonly number[] {
  const children = threadsOf(pid).flatMap((thread) =>
    (readUnlessGone(`/proc/${pid}/task/${thread}/children`) ?? '').split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(withDescendants)];
}

function threadsOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}

/** Null when the process or thread has ended since it was listed, as those of a database server do all the time. */
function readUnlessGone(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

function isGone(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ESRCH';
}
