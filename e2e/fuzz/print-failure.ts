import type { FuzzCase } from './fuzz-case.js';
import type { CaseResult } from './run-case.js';

/** A failure as text that says all that is needed to see it again. */
export function printFailure(
  { fuzzCase, result }: { readonly fuzzCase: FuzzCase; readonly result: CaseResult },
  command: string,
): string {
  return [
    result.differences.length === 0 ? '✔ nothing differs' : `✘ ${result.differences[0] ?? ''}`,
    ...result.differences.slice(1, 5).map((difference) => `  ${difference}`),
    `  again:      ${command}`,
    `  supergraph: ${fuzzCase.supergraph}`,
    `  query:      ${fuzzCase.query}`,
    `  variables:  ${JSON.stringify(fuzzCase.variables)}`,
    ...result.requests.map(
      ({ subgraph, query, variables = '', reply = 'nothing' }) =>
        `  request:    ${subgraph} ${query} ${variables}\n       gets:  ${reply}`,
    ),
    `  expected:   ${JSON.stringify({ errors: result.expected.errors, data: result.expected.data })}`,
    `  actual:     ${result.actual}`,
    ...result.log.map((line) => `  log:        ${line.trim()}`),
    `  case:       ${JSON.stringify(fuzzCase)}`,
  ].join('\n');
}
