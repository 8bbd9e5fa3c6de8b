import { hasRabbitMq } from '@techally/test-parts';
import type { PathReport } from './crash-path.js';
import { crashPath, describe } from './crash-path.js';
import { readCrashPointsArguments } from './crash-points-arguments.js';

/** @returns The exit code: 0 when all is well, or when a planted fault was found. */
export async function runCli(args: readonly string[]): Promise<number> {
  const { paths, shops, plant, lasting, once, every, list } = readCrashPointsArguments(args);
  if (!hasRabbitMq()) return 1;
  const waiting = [...paths];
  const reports: PathReport[] = [];
  const done = new Set<string>();
  const work = async () => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      const report = await crashPath(path, {
        plant,
        lasting,
        every,
        done: once ? done : new Set(),
        onProgress: (line) => {
          console.log(line);
        },
      });
      reports.push(report);
      print(report, list);
    }
  };
  await Promise.all(Array.from({ length: Math.min(shops, paths.length) }, work));

  const complaints = reports.reduce((sum, report) => sum + report.complaints.length, 0);
  const crashes = reports.reduce((sum, report) => sum + report.crashes, 0);
  const missed = reports.reduce((sum, report) => sum + report.missed.length, 0);
  console.log(
    `${String(crashes)} crashes on ${String(reports.length)} paths, ${String(missed)} points not met, ${String(complaints)} complaints.`,
  );
  if (plant !== null) {
    console.log(
      complaints > 0 ? `The fault ${plant.name} was found.` : `The fault ${plant.name} was NOT found.`,
    );
    return complaints > 0 ? 0 : 1;
  }
  return complaints === 0 ? 0 : 1;
}

function print(
  { path, writes, crashes, missed, complaints, logs, duration }: PathReport,
  list: boolean,
): void {
  console.log(
    `${path}: ${String(writes.length)} writes an order, ${String(crashes)} crashes, ${String(complaints.length)} complaints, ${duration.toFixed(0)} s`,
  );
  if (list)
    for (const { service, write } of writes) console.log(`  ${service.padEnd(12)} ${write.slice(0, 140)}`);
  for (const point of missed) console.log(`  not met: ${describe(point).slice(0, 160)}`);
  for (const complaint of complaints.slice(0, 20)) console.log(`  ✘ ${complaint.slice(0, 300)}`);
  if (logs !== '') console.log(logs);
}
