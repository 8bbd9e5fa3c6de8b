import type { Router } from '@techally/router';
import { createRouter, SubrequestError } from '@techally/router';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { AnswerSubgraph, CreateSubject } from '../fuzz/engines/subject.js';
import { createFuzzEnvironment } from '../fuzz/fuzz-environment.js';
import { EXECUTIONS_PER_TEXT, makeCase } from '../fuzz/make-case.js';
import type { FuzzSupergraph } from '../fuzz/supergraphs/fuzz-supergraph.js';
import { ALL_SUPERGRAPHS } from '../fuzz/supergraphs/all-supergraphs.js';
import { createWorld } from '../fuzz/world/world.js';
import { addCosts } from './add-costs.js';

const SEED = 90_125;
/** Of the fuzzer's worlds. */
const MAX_LIST_LENGTH = 3;
const OPERATIONS = 99;

interface Costs {
  readonly estimated: number;
  readonly actual: number;
}

/** A router that answers with what an operation cost. */
function costSubject(price: (sdl: string) => string): CreateSubject {
  return async (supergraphSdl, answer) => {
    const router: Router = await createRouter({
      supergraphSdl: price(supergraphSdl),
      sandbox: { enabled: false },
      demandControl: { mode: 'measure', listSize: MAX_LIST_LENGTH, exposeInExtensions: true },
      transport: transportOf(answer),
      logger: pino({ level: 'silent' }),
    });
    return {
      log: [],
      async execute({ query, variables }) {
        const response = await router.fetch('/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query, variables, extensions: { cost: true } }),
        });
        return response.text();
      },
      close: () => router.close(),
    };
  };
}

function transportOf(answer: AnswerSubgraph) {
  return {
    async send(
      { name }: { readonly name: string },
      request: { query: string; variables: string | undefined },
    ) {
      const body = await answer(name, request.query, request.variables);
      if (body.kind === 'failure') throw new SubrequestError(body.code, `"${name}" cannot be reached.`);
      return body.kind === 'text'
        ? ({ kind: 'text', httpStatus: body.status, mediaType: body.mediaType, text: body.text } as const)
        : ({ kind: 'result', httpStatus: body.status, result: body.result } as const);
    },
  };
}

async function measure(supergraph: FuzzSupergraph, price: (sdl: string) => string, from: number) {
  const environment = await createFuzzEnvironment(supergraph, costSubject(price));
  const found: { query: string; variables: unknown; costs: Costs; data: unknown }[] = [];
  try {
    for (let number = from; number < from + OPERATIONS; number++) {
      const fuzzCase = makeCase(environment.model, SEED, number);
      environment.subgraphs.begin(fuzzCase, createWorld(environment.model, fuzzCase.world));
      const answer = JSON.parse(await environment.subject.execute(fuzzCase));
      // No extension: the variables were refused, or there was no plan.
      const costs = answer.extensions?.cost;
      if (costs?.actual != null) found.push({ ...fuzzCase, costs, data: answer.data });
    }
  } finally {
    await environment.subject.close();
  }
  return found;
}

/** Objects of an answer, but for the root. */
function countObjects(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner = Object.values(value).reduce<number>((sum, item) => sum + countObjects(item), 0);
  return Array.isArray(value) ? inner : inner + 1;
}

/** Its scalars may be objects. */
const WITH_OBJECT_SCALARS = new Set(['scalars-and-inputs']);

it.each(ALL_SUPERGRAPHS)(
  'an operation on $name never costs more than was estimated, nor less than its objects',
  async (supergraph) => {
    const texts = OPERATIONS / EXECUTIONS_PER_TEXT;
    const plain = await measure(supergraph, (sdl) => sdl, 0);
    const priced = await measure(supergraph, (sdl) => addCosts(sdl, MAX_LIST_LENGTH), OPERATIONS);
    expect(plain.length + priced.length).toBeGreaterThan(2 * texts);
    for (const { query, variables, costs } of [...plain, ...priced]) {
      expect(costs.estimated, `${query}\n${JSON.stringify(variables)}`).toBeGreaterThanOrEqual(costs.actual);
    }
    if (!WITH_OBJECT_SCALARS.has(supergraph.name)) {
      for (const { query, costs, data } of plain) {
        expect(costs.actual, query).toBeGreaterThanOrEqual(Math.max(countObjects(data) - 1, 0));
      }
    }
    expect(priced.some(({ costs }) => costs.actual > 0)).toBe(true);
  },
  120_000,
);
