import { cpus, totalmem } from 'node:os';
import { canPin } from './spawn-pinned.ts';

/** What of the machine the figures depend on; nothing that says whose it is. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly node: string;
  readonly v8: string;
  readonly system: string;
  readonly pinned: boolean;
}

export function describeMachine(): Machine {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    v8: process.versions.v8,
    system: `${process.platform} ${process.arch}`,
    pinned: canPin,
  };
}
