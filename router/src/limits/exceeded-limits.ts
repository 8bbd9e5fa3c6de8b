import type { LimitOptions } from '../config/limit-options.js';
import type { RouterErrorCode } from '../errors/router-errors.js';
import type { OperationMeasure } from './measure-document.js';

/** The limits that `warnOnly` is about. */
type OperationLimit = Extract<
  keyof LimitOptions,
  | 'maxDepth'
  | 'maxHeight'
  | 'maxAliases'
  | 'maxRootFields'
  | 'maxDirectives'
  | 'maxVariables'
  | 'maxIntrospectionDepth'
  | 'maxIntrospectionFields'
>;

interface Measured {
  readonly code: RouterErrorCode;
  readonly measure: Exclude<keyof OperationMeasure, 'name'>;
  /** What there is too much of. */
  readonly what: string;
}

const OPERATION_LIMITS: Readonly<Record<OperationLimit, Measured>> = {
  maxDepth: { code: 'MAX_DEPTH_LIMIT', measure: 'depth', what: 'fields inside one another' },
  maxHeight: { code: 'MAX_HEIGHT_LIMIT', measure: 'height', what: 'fields' },
  maxAliases: { code: 'MAX_ALIASES_LIMIT', measure: 'aliases', what: 'aliases' },
  maxRootFields: { code: 'MAX_ROOT_FIELDS_LIMIT', measure: 'rootFields', what: 'fields at its root' },
  maxDirectives: { code: 'MAX_DIRECTIVES_LIMIT', measure: 'directives', what: 'directives' },
  maxVariables: { code: 'MAX_VARIABLES_LIMIT', measure: 'variables', what: 'variables' },
  maxIntrospectionDepth: {
    code: 'MAX_INTROSPECTION_DEPTH_LIMIT',
    measure: 'introspectionDepth',
    what: 'lists of the schema inside one another',
  },
  maxIntrospectionFields: {
    code: 'MAX_INTROSPECTION_FIELDS_LIMIT',
    measure: 'introspectionFields',
    what: 'fields __schema and __type',
  },
};

/** A limit that an operation exceeds. */
export interface ExceededLimit {
  readonly code: RouterErrorCode;
  readonly message: string;
  readonly operationName: string | undefined;
  readonly measured: number;
  readonly limit: number;
}

/** Which limits the operations of a document exceed: each limit once, with the first operation that does. */
export function exceededLimits(
  operations: readonly OperationMeasure[],
  limits: Readonly<Record<OperationLimit, number>>,
): readonly ExceededLimit[] {
  return Object.entries(OPERATION_LIMITS).flatMap(([name, { code, measure, what }]) => {
    const limit = limits[name as OperationLimit];
    const operation = operations.find((candidate) => candidate[measure] > limit);
    if (operation === undefined) return [];
    return [
      {
        code,
        message: `The operation has more than ${limit} ${what}.`,
        operationName: operation.name,
        measured: operation[measure],
        limit,
      },
    ];
  });
}
