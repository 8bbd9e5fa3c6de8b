// The mixed load, in a process of its own. Argument: <port> <seconds>. Sends its counts at the end.
import { MixedLoad } from './mixed-load.ts';

export interface MixedLoadReply {
  readonly counts: MixedLoad['counts'];
  readonly failures: readonly string[];
}

const [port, seconds] = process.argv.slice(2).map(Number);
if (port === undefined || seconds === undefined) throw new Error('Arguments: <port> <seconds>');
process.on('disconnect', () => process.exit());
const load = await MixedLoad.prepare(port);
process.send?.('prepared');
await load.run(seconds);
process.send?.({ counts: load.counts, failures: load.failures } satisfies MixedLoadReply);
