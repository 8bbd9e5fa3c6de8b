import type { ChildProcess } from 'node:child_process';
import type { RunningGateway } from '../gateways/start-gateway.ts';
import type { ScenarioName } from '../load/scenario.ts';
import type { Round } from './measure-round.ts';
import { measureRound } from './measure-round.ts';

export interface CompareOptions {
  readonly scenarios: readonly ScenarioName[];
  readonly rounds: number;
  /** Seconds of one round. */
  readonly seconds: number;
  /**
   * Seconds of load that each gateway gets at most before a scenario is measured; five times as many where it shares
   * executions.
   */
  readonly warmUp: number;
  readonly tell: (line: string) => void;
}

/** After so many executions V8 has compiled what it will. */
const WARM_EXECUTIONS = 2000;
/** Identical requests in flight share an execution, so it takes more of them, and longer, until as much has been executed. */
const SHARED_BY = 40;

export interface Comparison {
  readonly scenario: ScenarioName;
  readonly rows: readonly ComparisonRow[];
}

export interface ComparisonRow {
  readonly gateway: string;
  readonly title: string;
  readonly rounds: readonly Round[];
  /** Why there are no figures. */
  readonly failure?: string;
}

function warming(scenario: ScenarioName, seconds: number) {
  return scenario === 'identical'
    ? { seconds: seconds * 5, requests: WARM_EXECUTIONS * SHARED_BY }
    : { seconds, requests: WARM_EXECUTIONS };
}

/**
 * Measures scenario by scenario. Within one, the gateways take turns (A B C A B C …), so that a machine that is slower
 * for a while is slower for all of them. Several processes of one gateway are one row: what V8 makes of the same code
 * differs from process to process by some percent.
 */
export async function compareGateways(
  gateways: readonly RunningGateway[],
  loadProcess: ChildProcess,
  { scenarios, rounds, seconds, warmUp, tell }: CompareOptions,
): Promise<readonly Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const scenario of scenarios) {
    const entrants = gateways
      .filter(({ gateway }) => gateway.scenarios?.includes(scenario) ?? true)
      .map((running) => ({ running, rounds: [] as Round[], failure: undefined as string | undefined }));
    for (let round = 0; round <= rounds; round++) {
      for (const entrant of entrants) {
        if (entrant.failure !== undefined) continue;
        const { name } = entrant.running.gateway;
        try {
          const measured = await measureRound(entrant.running, loadProcess, {
            scenario,
            ...(round === 0 ? warming(scenario, warmUp) : { seconds }),
          });
          if (round > 0) entrant.rounds.push(measured);
          tell(
            `${scenario} ${round === 0 ? 'warm-up' : `round ${round}`} ${name}: ${measured.cpu.toFixed(3)} ms CPU, ${measured.requestsPerSecond.toFixed(0)}/s`,
          );
        } catch (error) {
          entrant.failure = error instanceof Error ? error.message : String(error);
          tell(`${scenario} ${name} FAILED: ${entrant.failure}`);
        }
      }
    }
    comparisons.push({
      scenario,
      rows: [...Map.groupBy(entrants, ({ running }) => running.gateway)].map(([gateway, processes]) => {
        const failure = processes.find((entrant) => entrant.failure !== undefined)?.failure;
        return {
          gateway: gateway.name,
          title: gateway.title,
          rounds: processes.flatMap((entrant) => entrant.rounds),
          ...(failure === undefined ? {} : { failure }),
        };
      }),
    });
  }
  return comparisons;
}
