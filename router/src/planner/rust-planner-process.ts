/**
 * The process in which the Rust planner runs (see start-planning-process.ts). It is run from its source in tests, so it
 * imports types and packages only.
 */
import type { QueryPlanner } from '@graphql-hive/router-query-planner';
import type { PlanningAnswer, PlanningCommand } from './planning-messages.js';

const cancellations = new Map<number, AbortController>();
let planner: QueryPlanner | undefined;

// Ctrl-C reaches the whole process group; the router decides when planning ends, by closing the channel.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.on('disconnect', () => {
  process.exit();
});
process.on('message', (command) => {
  void obey(command as PlanningCommand);
});

async function obey(command: PlanningCommand): Promise<void> {
  switch (command.kind) {
    case 'load':
      answer(await load(command.supergraphSdl));
      return;
    case 'plan':
      answer(await plan(command));
      return;
    case 'cancel':
      cancellations.get(command.id)?.abort();
      return;
  }
}

async function load(supergraphSdl: string): Promise<PlanningAnswer> {
  try {
    const hive = await import('@graphql-hive/router-query-planner');
    planner = new hive.QueryPlanner(supergraphSdl);
    return { kind: 'loaded' };
  } catch (error) {
    return { kind: 'unusable', reason: reasonOf(error) };
  }
}

async function plan(command: PlanningCommand & { kind: 'plan' }): Promise<PlanningAnswer> {
  const { id, document, activeLabels, percentage } = command;
  const cancellation = new AbortController();
  cancellations.set(id, cancellation);
  try {
    if (planner === undefined) throw new Error('The planner is not loaded.');
    const labels = new Set(activeLabels);
    const made = await planner.planAsync(document, undefined, labels, percentage, cancellation.signal);
    return { kind: 'planned', id, plan: JSON.stringify(made, withoutScalarPaths) };
  } catch (error) {
    return { kind: 'refused', id, reason: reasonOf(error) };
  } finally {
    cancellations.delete(id);
  }
}

function answer(message: PlanningAnswer): void {
  process.send?.(message);
}

/** They are as large as the rest of a plan, and nothing of ours reads them. */
function withoutScalarPaths(key: string, value: unknown): unknown {
  return key === 'customScalarPaths' ? undefined : value;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
