/**
 * The worker thread in which Apollo's planner runs (see start-planning-thread.ts). It is run from its source in tests,
 * so it imports types and packages only.
 */
import { parentPort } from 'node:worker_threads';
import {
  operationFromDocument,
  ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  Supergraph,
} from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { parse } from 'graphql';
import type { PlanningAnswer, PlanningCommand } from './planning-messages.js';

let supergraph: Supergraph | undefined;
let planner: QueryPlanner | undefined;

parentPort?.on('message', (command: PlanningCommand) => {
  switch (command.kind) {
    case 'load':
      parentPort?.postMessage(load(command.supergraphSdl));
      return;
    case 'plan':
      parentPort?.postMessage(plan(command));
      return;
    case 'cancel':
      // Planning holds up this thread, so that such a message always comes too late: the thread is ended instead.
      return;
  }
});

function load(supergraphSdl: string): PlanningAnswer {
  try {
    supergraph = Supergraph.build(supergraphSdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });
    planner = new QueryPlanner(supergraph, {
      // Without it, a fetch for entities behind `... on A` also serves those behind `... on B`, with A's arguments.
      typeConditionedFetching: true,
    });
    return { kind: 'loaded' };
  } catch (error) {
    return { kind: 'unusable', reason: reasonOf(error) };
  }
}

function plan(command: PlanningCommand & { kind: 'plan' }): PlanningAnswer {
  const { id, document, activeLabels } = command;
  try {
    if (supergraph === undefined || planner === undefined) throw new Error('The planner is not loaded.');
    const operation = operationFromDocument(supergraph.apiSchema(), parse(document));
    const overrideConditions = new Map(activeLabels.map((label) => [label, true]));
    return {
      kind: 'planned',
      id,
      plan: JSON.stringify(planner.buildQueryPlan(operation, { overrideConditions })),
    };
  } catch (error) {
    return { kind: 'refused', id, reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
