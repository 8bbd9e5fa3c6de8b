import type { ConstDirectiveNode, DocumentNode } from 'graphql';
import { visit } from 'graphql';
import { readStringArgument } from '../supergraph/read-argument.js';

/**
 * The labels of progressive overrides (`@override(label:)`) in a supergraph, sorted: names, and percentages as
 * `percent(50)`.
 */
export function readOverrideLabels(supergraph: DocumentNode): readonly string[] {
  const labels = new Set<string>();
  visit(supergraph, {
    Directive(directive) {
      // In a schema, applied directives are constant.
      const label = readStringArgument(directive as ConstDirectiveNode, 'overrideLabel');
      if (directive.name.value === 'join__field' && label !== undefined) labels.add(label);
      return false;
    },
  });
  return [...labels].sort();
}

export interface OverrideDecision {
  /** Whether the override with this label, which is a name, applies. */
  readonly isActive: (label: string) => boolean;
  /** A number from 0 (included) to 100 (excluded), drawn for the request: percentages above it apply. */
  readonly draw: number;
}

/**
 * The labels that apply to one request. One draw decides over all percentages, so that there are few distinct sets: for
 * n percentages n + 1, each with plans of its own.
 */
export function chooseOverrideLabels(
  labels: readonly string[],
  { isActive, draw }: OverrideDecision,
): ReadonlySet<string> {
  return new Set(
    labels.filter((label) => {
      const percentage = percentageOf(label);
      return percentage === undefined ? isActive(label) : draw < percentage;
    }),
  );
}

/** A draw with which a planner that compares percentages itself finds just these labels active. */
export function drawBehind(labels: readonly string[], active: ReadonlySet<string>): number {
  const inactive = labels
    .filter((label) => !active.has(label))
    .map(percentageOf)
    .filter((percentage) => percentage !== undefined);
  return Math.max(0, ...inactive);
}

/** The number in `percent(12.5)`; `undefined` for names. */
function percentageOf(label: string): number | undefined {
  const [, digits] = /^percent\((\d+(?:\.\d+)?)\)$/.exec(label) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
