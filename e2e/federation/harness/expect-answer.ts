import type { GraphQLFormattedError } from 'graphql';
import { expect } from 'vitest';
import type { Case, ExpectedError } from './behaviour.js';
import type { Answer } from './runner.js';

type Path = readonly (string | number)[];

/** Fails unless the answer is what the case says, the order of keys included. */
export function expectAnswer(answer: Answer, expected: Case): void {
  // Errors first: an unexpected one explains the data that is missing.
  expectErrors(answer.errors ?? [], expected.errors ?? []);
  if (!('data' in expected)) {
    expect(answer.data ?? undefined, 'an answer without data').toBeUndefined();
    return;
  }
  if (expected.anyOrder === true) {
    expect(inOneOrder(answer.data)).toEqual(inOneOrder(expected.data));
    return;
  }
  expect(answer.data).toEqual(expected.data);
  // Fields come in the order of the operation: https://spec.graphql.org/October2021/#sec-Serialized-Map-Ordering
  expect(JSON.stringify(answer.data)).toBe(JSON.stringify(expected.data));
}

function expectErrors(actual: readonly GraphQLFormattedError[], expected: readonly ExpectedError[]): void {
  const left = [...actual];
  for (const error of expected) {
    const index = left.findIndex((candidate) => fits(candidate, error));
    if (index === -1 && error.optional === true) continue;
    if (index === -1) expect.fail(`No error like ${describeExpected(error)} among:\n${list(actual)}`);
    left.splice(index, 1);
  }
  // A router may report the nulls that an error left behind beside the error itself, and a failed request for each
  // field that it costs. Anything else is one error too many.
  const unexpected = left.filter((error) => !expected.some((known) => explains(known, error)));
  if (unexpected.length > 0) expect.fail(`Errors that the case does not expect:\n${list(unexpected)}`);
}

function fits(actual: GraphQLFormattedError, expected: ExpectedError): boolean {
  const { extensions = {} } = actual;
  return (
    (expected.path === undefined || samePath(actual.path ?? [], expected.path)) &&
    (expected.near === undefined || actual.path === undefined || related(actual.path, expected.near)) &&
    (expected.code === undefined || extensions['code'] === expected.code) &&
    (expected.message === undefined || expected.message.test(actual.message)) &&
    Object.entries(expected.extensions ?? {}).every(
      ([name, value]) => JSON.stringify(extensions[name]) === JSON.stringify(value),
    )
  );
}

function explains(expected: ExpectedError, actual: GraphQLFormattedError): boolean {
  const path = expected.path ?? expected.near;
  return (
    (path !== undefined && actual.path !== undefined && related(actual.path, path)) ||
    (expected.near !== undefined && actual.path === undefined)
  );
}

function samePath(one: Path, other: Path): boolean {
  return one.length === other.length && one.every((segment, index) => segment === other[index]);
}

/** Whether one path leads to, or through, the position of the other. */
function related(one: Path, other: Path): boolean {
  const length = Math.min(one.length, other.length);
  return samePath(one.slice(0, length), other.slice(0, length));
}

/** A copy whose lists are sorted by the text of their items. */
function inOneOrder(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(inOneOrder).map((item) => [JSON.stringify(item), item] as const);
    return items.sort(([one], [other]) => (one < other ? -1 : 1)).map(([, item]) => item);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inOneOrder(item)]));
}

function list(errors: readonly GraphQLFormattedError[]): string {
  return errors.map((error) => JSON.stringify(error)).join('\n');
}

function describeExpected({ message, ...rest }: ExpectedError): string {
  return JSON.stringify({ ...rest, ...(message === undefined ? {} : { message: String(message) }) });
}
