import { hasRabbitMq } from '@techally/test-parts';
import { readChaosArguments } from './chaos-arguments.js';
import { runChaos } from './run-chaos.js';

/** @returns The exit code: 0 when all is well, or when a planted fault was found. */
export async function runCli(args: readonly string[]): Promise<number> {
  const options = readChaosArguments(args);
  if (options.bus === 'rabbitmq' && !hasRabbitMq()) return 1;
  const { orders, kills, bus, seed, plant } = options;
  const repeat = `npm run chaos -- --orders ${String(orders)} --kills ${String(kills)} --bus ${bus} --seed ${String(seed)}`;
  console.log(`${repeat}${plant === null ? '' : ` --plant ${plant.name}`}`);
  const report = await runChaos(options, (line) => {
    console.log(line);
  });
  const killed = Object.entries(report.kills).map(([name, count]) => `${name} ${String(count)}`);
  console.log(
    `Killed: ${killed.join(', ')}. Messages sent twice: ${String(report.repeated)}, dropped: ${String(report.dropped)}.`,
  );
  const { confirmed, cancelled, charged, refunded } = report.outcomes;
  console.log(
    `Orders confirmed: ${String(confirmed)}, cancelled: ${String(cancelled)}; charges: ${String(charged)}, refunds: ${String(refunded)}.`,
  );
  for (const complaint of report.complaints.slice(0, 30)) console.log(`✘ ${complaint}`);
  if (report.logs !== '') console.log(report.logs);
  const { accepted, refused, complaints, duration } = report;
  console.log(
    `${String(accepted)} orders accepted, ${String(refused)} refused, ${String(complaints.length)} complaints, ${duration.toFixed(0)} s.`,
  );
  if (plant !== null) {
    console.log(
      complaints.length > 0 ? `The fault ${plant.name} was found.` : `The fault ${plant.name} was NOT found.`,
    );
    return complaints.length > 0 ? 0 : 1;
  }
  if (complaints.length > 0) console.log(`To repeat it: ${repeat}`);
  return complaints.length > 0 ? 1 : 0;
}
