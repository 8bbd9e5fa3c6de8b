import { isRawJson } from '../json/raw-json.js';
import type { GraphQLLeafType } from 'graphql';
import { isEnumType } from 'graphql';

/** How compiled code treats a leaf value. */
export interface FastLeaf {
  /** The condition under which a variable's value goes into the answer as it is. */
  test(value: string, enumValues: string): string;
  /** What becomes of a value that is neither that nor null. */
  readonly otherwise: (state: { invalid: boolean }, value: unknown) => unknown;
}

/** The fast side of `coerceLeaf`: what it lets pass or converts, `coerceLeaf` gives the same value for. */
export function fastLeaf(type: GraphQLLeafType): FastLeaf {
  if (isEnumType(type)) return ENUM;
  return SCALARS[type.name] ?? CUSTOM;
}

function refuse(state: { invalid: boolean }): null {
  state.invalid = true;
  return null;
}

const ENUM: FastLeaf = { test: (value, enumValues) => `${enumValues}.has(${value})`, otherwise: refuse };

/** Any JSON value is a value of a custom scalar. */
const CUSTOM: FastLeaf = { test: (value) => `${value} != null`, otherwise: refuse };

const SCALARS: Readonly<Record<string, FastLeaf>> = {
  String: { test: (value) => `typeof ${value} === 'string'`, otherwise: refuse },
  ID: {
    test: (value) => `typeof ${value} === 'string'`,
    otherwise: (state, value) => (Number.isSafeInteger(value) ? String(value) : refuse(state)),
  },
  Int: { test: (value) => `typeof ${value} === 'number' && (${value} | 0) === ${value}`, otherwise: refuse },
  Float: {
    test: (value) => `typeof ${value} === 'number'`,
    otherwise: (state, value) => (isRawJson(value) ? value : refuse(state)),
  },
  Boolean: { test: (value) => `typeof ${value} === 'boolean'`, otherwise: refuse },
};
