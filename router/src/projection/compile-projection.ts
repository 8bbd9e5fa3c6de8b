import { FunctionModule } from '../codegen/function-module.js';
import { AccessEmitter } from '../executor/access-emitter.js';
import type { ExecutionState } from '../executor/execution-state.js';
import type { Position } from '../executor/position.js';
import type { SupergraphTypes } from '../executor/supergraph-types.js';
import { ProjectionEmitter } from './projection-emitter.js';
import type { SelectionPlan } from './selection-plan.js';

/** Builds the answer's data. Where it sets `state.invalid`, what it returns must not be used. */
export type Project = (state: ExecutionState) => unknown;

export function compileProjection(
  selection: SelectionPlan,
  { root, types }: { readonly root: Position; readonly types: SupergraphTypes },
): Project {
  const module = new FunctionModule();
  const emitter = new ProjectionEmitter(module, new AccessEmitter(module, types));
  const start = module.uniqueName('start');
  module.declare(`function ${start}(c) { return ${emitter.selection(selection, root)}(c, c.root); }`);
  const [project] = module.compile([start]) as [Project];
  return project;
}
