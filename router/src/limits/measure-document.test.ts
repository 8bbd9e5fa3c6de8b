import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { OperationMeasure } from './measure-document.js';
import { measureDocument } from './measure-document.js';

function measure(source: string): OperationMeasure {
  const measured = measureDocument(parse(source));
  const [operation] = measured.kind === 'measured' ? measured.operations : [];
  if (operation === undefined) throw new Error('not measured');
  return operation;
}

describe('the measure of an operation', () => {
  it('has the depth of the fields, whether in fragments or not', () => {
    expect(measure('{ book { ...D } } fragment D on B { details { ... on P { country } } }').depth).toBe(3);
  });

  it('has the height of the fields, each response name of a selection set once', () => {
    expect(measure('{ user { id name name } user { email } }').height).toBe(4);
    expect(measure('{ user { id other: id } }').height).toBe(3);
    expect(measure('{ a { ...F } b { ...F } } fragment F on T { x y }').height).toBe(6);
  });

  it('has the aliases, with those of a fragment for each spread', () => {
    expect(measure('{ a: user { b: id } c: user { ...F ...F } } fragment F on U { d: id }').aliases).toBe(5);
  });

  it('has the root fields, inside fragments as well', () => {
    expect(measure('{ a a b: a ... { c d { e } } ...F } fragment F on Query { g h { i } }').rootFields).toBe(
      6,
    );
  });

  it('has the directives, wherever they stand', () => {
    const source =
      'query Q($a: Int @one) @two { a @three ...F @four ... @five { b @six @seven } } fragment F on Query @eight { c @nine }';
    expect(measure(source).directives).toBe(9);
  });

  it('has variables, selections and nesting', () => {
    expect(
      measure('query($a: Int, $b: Int) { a { ...F } ... { b { c } } } fragment F on T { d { e } }'),
    ).toMatchObject({
      variables: 2,
      selections: 7,
      nesting: 4,
    });
  });

  it('has the lists of introspection inside one another, and nothing of fields that are only called like them', () => {
    const source =
      '{ __type(name: "T") { fields { type { ...F } } } } fragment F on __Type { interfaces { fields { name } } }';
    expect(measure(source)).toMatchObject({ introspectionDepth: 3, introspectionFields: 1 });
    expect(measure('{ fields { inputFields { fields { id } } } }').introspectionDepth).toBe(0);
  });

  it('takes time proportional to the document, though fragments double each other', () => {
    const fragments = Array.from(
      { length: 1_500 },
      (_, index) => `fragment f${index} on T { ...f${index + 1} ...f${index + 1} }`,
    );
    const began = performance.now();
    const { height, selections } = measure(`{ ...f0 } ${fragments.join('\n')} fragment f1500 on T { id }`);
    expect(performance.now() - began).toBeLessThan(500);
    expect([height, selections]).toEqual([Infinity, Infinity]);
  });
});

describe('a document', () => {
  it.each([
    '{ ...A } fragment A on Query { ...A }',
    '{ a } fragment A on Query { b { ...B } } fragment B on Query { ... { ...A } }',
    '{ ...A } fragment A on Query { a } fragment A on Query { b }',
  ])('like %s has no measure', (source) => {
    expect(measureDocument(parse(source))).toEqual({ kind: 'broken' });
  });

  it('counts nothing for fragments that it does not have', () => {
    expect(measure('{ a ...Nope }')).toMatchObject({ height: 1, selections: 2 });
  });
});
