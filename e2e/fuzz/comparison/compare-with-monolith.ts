import type { GraphQLFormattedError } from 'graphql';
import type { MonolithAnswer } from '../monolith.js';
import { normalJsonText } from './json-text.js';
import { nullPosition } from './null-position.js';
import type { SubjectAnswer } from './subject-answer.js';

/**
 * What differs from graphql-js over one schema, a sentence each. Data must be equal as text, order included. Errors:
 *
 * - each has a code and a path at which the monolith fails too;
 * - each null that an error of the monolith explains is explained by an error here. Where several fields took the same
 *   parent with them, any of them will do: graphql-js, too, reports those only that failed in time.
 */
export function compareWithMonolith(actual: SubjectAnswer, expected: MonolithAnswer): readonly string[] {
  const expectedText =
    expected.data === undefined ? undefined : normalJsonText(JSON.stringify(expected.data));
  if (actual.dataText !== expectedText)
    return [`data differs at ${firstDifference(actual.dataText, expectedText)}`];

  const differences: string[] = [];
  const explained = new Set<string>();
  for (const error of actual.errors) {
    if (typeof error.extensions?.['code'] !== 'string')
      differences.push(`an error has no code: ${show(error)}`);
    if (error.path === undefined) {
      differences.push(`an error has no path: ${show(error)}`);
      continue;
    }
    if (isOfPlansOwn(error, actual.data)) continue;
    const position = nullPosition(actual.data, error.path);
    if (position === undefined) differences.push(`an error's path holds a value: ${show(error)}`);
    else explained.add(position);
    if (!expected.failedPaths.has(JSON.stringify(error.path)))
      differences.push(`an error is at a path where nothing fails: ${show(error)}`);
  }
  for (const error of expected.errors) {
    const position = nullPosition(expected.data, error.path ?? []);
    if (position !== undefined && !explained.has(position))
      differences.push(`no error explains the null at ${position}; expected: ${show(error)}`);
  }
  return [...new Set(differences)];
}

/** A subgraph refused what only the plan needs, and an object holds a null for another reason: deviation 6. */
function isOfPlansOwn({ path = [], extensions }: GraphQLFormattedError, data: unknown): boolean {
  if (extensions?.['code'] !== 'DOWNSTREAM_SERVICE_ERROR') return false;
  let value = data;
  for (const key of path) value = isObject(value) ? value[key] : undefined;
  return isObject(value) && holdsNull(value);
}

function holdsNull(value: unknown): boolean {
  return value === null || (isObject(value) && Object.values(value).some(holdsNull));
}

function isObject(value: unknown): value is Readonly<Record<string | number, unknown>> {
  return typeof value === 'object' && value !== null;
}

export function show({ message, path, extensions }: GraphQLFormattedError): string {
  return JSON.stringify({ message, path, code: extensions?.['code'] });
}

function firstDifference(actual = 'nothing', expected = 'nothing'): string {
  let index = 0;
  while (actual[index] === expected[index] && index < actual.length) index++;
  const around = (text: string) => text.slice(Math.max(0, index - 60), index + 60);
  return `character ${index}: …${around(actual)}… in place of …${around(expected)}…`;
}
