import { canonicalJson } from '../canonical-json.js';
import type { MonolithAnswer, Path } from '../monolith.js';
import { isRawJson } from '../raw-json.js';
import { show } from './compare-with-monolith.js';
import type { SubjectAnswer } from './subject-answer.js';

/**
 * What is wrong with an answer for which a subgraph gave no proper answer. Which fields are lost is the plan's affair, but:
 * whatever is there is what the healthy world has, in its order; nulls stand only where the schema allows them; each null
 * that the healthy world does not have is explained by an error there, above or below; each error has a code.
 */
export function checkOutage(actual: SubjectAnswer, healthy: MonolithAnswer): readonly string[] {
  const problems: string[] = [];
  const paths = actual.errors.map((error) => error.path ?? []);
  for (const error of actual.errors) {
    if (typeof error.extensions?.['code'] !== 'string') problems.push(`an error has no code: ${show(error)}`);
  }
  const isExplained = (path: Path) =>
    paths.some((errorPath) => {
      const length = Math.min(path.length, errorPath.length);
      return errorPath.slice(0, length).every((key, index) => key === path[index]);
    });

  function compare(value: unknown, wanted: unknown, path: Path): void {
    if (value === null && wanted !== null) {
      const at = JSON.stringify(path);
      if (path.length > 0 && !healthy.nullablePaths.has(at))
        problems.push(`null at ${at}, where the schema forbids it`);
      if (!isExplained(path)) problems.push(`no error explains the null at ${at}`);
      return;
    }
    if (Array.isArray(value) && Array.isArray(wanted) && value.length === wanted.length) {
      value.forEach((item, index) => {
        compare(item, wanted[index], [...path, index]);
      });
      return;
    }
    if (isObject(value) && isObject(wanted) && sameKeys(value, wanted)) {
      for (const key of Object.keys(wanted)) compare(value[key], wanted[key], [...path, key]);
      return;
    }
    if (canonicalJson(value) !== canonicalJson(wanted))
      problems.push(
        `${canonicalJson(value)} at ${JSON.stringify(path)} in place of ${canonicalJson(wanted)}`,
      );
  }
  compare(actual.data, healthy.data, []);
  return problems;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isRawJson(value);
}

function sameKeys(left: object, right: object): boolean {
  return Object.keys(left).join('\n') === Object.keys(right).join('\n');
}
