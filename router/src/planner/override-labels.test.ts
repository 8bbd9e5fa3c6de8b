import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { chooseOverrideLabels, drawBehind, readOverrideLabels } from './override-labels.js';

const LABELS = ['beta', 'percent(20.5)', 'percent(50)', 'percent(100)', 'percent(0)'];

describe('override labels', () => {
  it('are read from a supergraph', () => {
    expect(
      readOverrideLabels(
        parse(`type Query {
          a: Int @join__field(graph: A, override: "b", overrideLabel: "percent(5)") @join__field(graph: B)
          b: Int @join__field(graph: A, override: "b", overrideLabel: "beta") @other(overrideLabel: "not")
          c: Int @join__field(graph: A, override: "b", overrideLabel: "beta")
        }`),
      ),
    ).toEqual(['beta', 'percent(5)']);
  });

  it.each([
    [0, ['percent(20.5)', 'percent(50)', 'percent(100)']],
    [20.5, ['percent(50)', 'percent(100)']],
    [49.999, ['percent(50)', 'percent(100)']],
    [99.999, ['percent(100)']],
  ])('a draw of %d activates the percentages above it', (draw, expected) => {
    const chosen = chooseOverrideLabels(LABELS, { isActive: () => false, draw });
    expect([...chosen]).toEqual(expected);
    // The draw that is given to the planner chooses the same ones.
    const behind = drawBehind(LABELS, chosen);
    expect(chooseOverrideLabels(LABELS, { isActive: () => false, draw: behind })).toEqual(chosen);
  });

  it('that are names are asked for one by one', () => {
    expect(
      chooseOverrideLabels(['beta', 'gamma'], { isActive: (label) => label === 'beta', draw: 0 }),
    ).toEqual(new Set(['beta']));
  });
});
