import { parseArgs } from 'node:util';
import type { EngineName } from '@techally/router';

/** What the command line says. */
export interface FuzzArguments {
  /** Default: one that changes with each run. */
  readonly seed: number;
  /** Only this case. */
  readonly case: number | undefined;
  /** Default 10,000. */
  readonly operations: number;
  /** Only this supergraph. */
  readonly supergraph: string | undefined;
  /** Default `techally`. */
  readonly engine: EngineName;
  /** Whether subgraphs are reached by HTTP. */
  readonly http: boolean;
  /** Whether the router keeps answers, and answers each query the second time from what it has kept. */
  readonly cache: boolean;
  /** A case as a failure printed it, as JSON. */
  readonly replay: string | undefined;
  /** Whether each planted fault is looked for in turn. */
  readonly plantedFaults: boolean;
  /** The name of a fault to plant in the engine. */
  readonly plant: string | undefined;
  /** Default 3. */
  readonly maxFailures: number;
  /** Numbers of cases that are left out. */
  readonly ignore: ReadonlySet<number>;
  readonly shrink: boolean;
}

/** @throws {TypeError} Thrown for options that there are not. */
export function readFuzzArguments(args: readonly string[]): FuzzArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string' },
      case: { type: 'string' },
      operations: { type: 'string', default: '10000' },
      supergraph: { type: 'string' },
      engine: { type: 'string', default: 'techally' },
      http: { type: 'boolean', default: false },
      cache: { type: 'boolean', default: false },
      replay: { type: 'string' },
      'planted-faults': { type: 'boolean', default: false },
      plant: { type: 'string' },
      ignore: { type: 'string', default: '' },
      'max-failures': { type: 'string', default: '3' },
      'no-shrink': { type: 'boolean', default: false },
    },
  });
  return {
    seed: values.seed === undefined ? Date.now() % 1_000_000 : wholeNumber('seed', values.seed),
    case: values.case === undefined ? undefined : wholeNumber('case', values.case),
    operations: wholeNumber('operations', values.operations),
    supergraph: values.supergraph,
    engine: values.engine as EngineName,
    http: values.http,
    cache: values.cache,
    replay: values.replay,
    plantedFaults: values['planted-faults'],
    plant: values.plant,
    maxFailures: wholeNumber('max-failures', values['max-failures']),
    ignore: new Set(values.ignore.split(',').filter(Boolean).map(Number)),
    shrink: !values['no-shrink'],
  };
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new TypeError(`--${name} is a whole number, not "${text}".`);
  return Number(text);
}
