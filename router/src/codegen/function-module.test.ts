import { describe, expect, it } from 'vitest';
import { FunctionModule } from './function-module.js';

type NoArguments = () => unknown;

describe('a function module', () => {
  it('gives the functions that are asked for, in that order', () => {
    const module = new FunctionModule();
    module.declare('function one() { return 1; }');
    module.declare('function two() { return 2; }');
    const [two, one] = module.compile(['two', 'one']) as [NoArguments, NoArguments];
    expect([one(), two()]).toEqual([1, 2]);
  });

  it('lets functions call each other, whichever comes first', () => {
    const module = new FunctionModule();
    module.declare('function first() { return second() + 1; }');
    module.declare('function second() { return 1; }');
    const [first] = module.compile(['first']) as [NoArguments];
    expect(first()).toBe(2);
  });

  it('hands constants through as they are, each once', () => {
    const module = new FunctionModule();
    const values = [{ same: true }, () => 'called', new Set([1]), '"; throw 1; "', undefined, null, NaN, 0];
    const names = values.map((value) => module.constant(value));
    expect(new Set(names).size).toBe(values.length);
    expect(values.map((value) => module.constant(value))).toEqual(names);
    module.declare(`function all() { return [${names.join(',')}]; }`);
    const [all] = module.compile(['all']) as [() => unknown[]];
    for (const [index, value] of all().entries()) expect(value).toBe(values[index]);
  });

  it('never gives a name twice', () => {
    const module = new FunctionModule();
    const names = Array.from({ length: 100 }, (_, index) =>
      module.uniqueName(index % 2 === 0 ? 'v' : 'read'),
    );
    expect(new Set(names).size).toBe(100);
  });

  it('compiles strict code', () => {
    const module = new FunctionModule();
    module.declare('function self() { return this; }');
    module.declare('function leak() { leaked = 1; }');
    const [self, leak] = module.compile(['self', 'leak']) as [NoArguments, NoArguments];
    expect(self()).toBeUndefined();
    expect(leak).toThrow(ReferenceError);
  });

  it('compiles without constants and without functions', () => {
    expect(new FunctionModule().compile([])).toEqual([]);
  });

  it('throws for code that is none when it is compiled, not when it is declared', () => {
    const module = new FunctionModule();
    module.declare('function broken( {');
    expect(() => module.compile([])).toThrow(SyntaxError);
  });
});
