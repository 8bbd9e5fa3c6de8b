import type { DocumentNode } from 'graphql';
import type { CaseSubgraphs } from './answer-as-subgraph.js';
import { createCaseSubgraphs } from './answer-as-subgraph.js';
import { openCustomScalars } from './custom-scalars.js';
import type { CreateSubject, Subject } from './engines/subject.js';
import type { FuzzSupergraph } from './supergraphs/fuzz-supergraph.js';
import type { FederatedModel } from './world/federated-model.js';
import { createFederatedModel } from './world/federated-model.js';

/** One supergraph with all that its cases share. */
export interface FuzzEnvironment {
  readonly model: FederatedModel;
  readonly subgraphs: CaseSubgraphs;
  readonly subject: Subject;
  readonly documents: Map<string, DocumentNode>;
}

export async function createFuzzEnvironment(
  supergraph: FuzzSupergraph,
  createSubject: CreateSubject,
): Promise<FuzzEnvironment> {
  const model = createFederatedModel(supergraph);
  openCustomScalars(model.apiSchema);
  openCustomScalars(model.fullSchema);
  const subgraphs = createCaseSubgraphs(model);
  const subject = await createSubject(model.supergraphSdl, subgraphs.answer);
  return { model, subgraphs, subject, documents: new Map() };
}
