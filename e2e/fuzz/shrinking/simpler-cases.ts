import type { GraphQLSchema } from 'graphql';
import { Kind, parse, print } from 'graphql';
import type { FuzzCase } from '../fuzz-case.js';
import type { FieldFault, FaultPlan } from '../world/fault-plan.js';
import { NO_FAULTS } from '../world/fault-plan.js';
import { simplerDocuments } from './operation-edits.js';

/** Cases that are one step simpler: a calmer world first, then a shorter operation. */
export function* simplerCases(
  fuzzCase: FuzzCase,
  schema: GraphQLSchema,
  faultsMet: ReadonlyMap<string, FieldFault>,
): Generator<FuzzCase> {
  yield* calmerCases(fuzzCase, faultsMet);
  const document = parse(fuzzCase.query, { noLocation: true });
  for (const simpler of simplerDocuments(document, schema, fuzzCase.variables)) {
    const query = print(simpler).replace(/\s+/g, ' ');
    const operation = simpler.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    const names = (operation?.variableDefinitions ?? []).map((definition) => definition.variable.name.value);
    const variables = Object.fromEntries(
      Object.entries(fuzzCase.variables).filter(([name]) => names.includes(name)),
    );
    yield { ...fuzzCase, query, variables };
  }
}

function* calmerCases(fuzzCase: FuzzCase, faultsMet: ReadonlyMap<string, FieldFault>): Generator<FuzzCase> {
  const { world, outage } = fuzzCase;
  const inWorld = (changes: Partial<FuzzCase['world']>): FuzzCase => ({
    ...fuzzCase,
    world: { ...world, ...changes },
  });
  if (outage !== undefined) {
    yield { ...fuzzCase, outage: undefined };
    if (outage.after > 0) yield { ...fuzzCase, outage: { ...outage, after: 0 } };
    if (outage.kind !== 'unreachable') yield { ...fuzzCase, outage: { ...outage, kind: 'unreachable' } };
  }
  for (const faults of fewerFaults(world.faults, faultsMet)) yield inWorld({ faults });
  if (world.missingRate > 0) yield inWorld({ missingRate: 0 });
  if (world.nullRate > 0) yield inWorld({ nullRate: 0 });
  if (world.maxListLength > 1) yield inWorld({ maxListLength: world.maxListLength - 1 });
  if (world.seed > 9) for (const seed of [0, 1, 2, 3]) yield inWorld({ seed });
  if (fuzzCase.subgraphs === 'lenient') yield { ...fuzzCase, subgraphs: 'strict' };
  if (fuzzCase.replies === 'text' && world.numbers === 'text') yield inWorld({ numbers: 'double' });
  if (fuzzCase.replies === 'result') yield { ...fuzzCase, replies: 'text' };
}

function fewerFaults(faults: FaultPlan, met: ReadonlyMap<string, FieldFault>): readonly FaultPlan[] {
  if (faults.kind === 'random') return [NO_FAULTS, { kind: 'sites', sites: Object.fromEntries(met) }];
  const sites = Object.entries(faults.sites);
  return sites.map((site) => ({
    kind: 'sites',
    sites: Object.fromEntries(sites.filter((other) => other !== site)),
  }));
}
