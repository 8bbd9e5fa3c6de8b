import type { DocumentNode, FieldNode, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import {
  GraphQLError,
  MaxIntrospectionDepthRule,
  NoFragmentCyclesRule,
  OverlappingFieldsCanBeMergedRule,
  parse,
  specifiedRules,
  UniqueFragmentNamesRule,
  validate,
} from 'graphql';
import type { LimitOptions } from '../config/limit-options.js';
import type { ExceededLimit } from '../limits/exceeded-limits.js';
import { exceededLimits } from '../limits/exceeded-limits.js';
import type { OperationMeasure } from '../limits/measure-document.js';
import { measureDocument } from '../limits/measure-document.js';
import { scanDocument } from '../limits/scan-document.js';
import { findFieldConflict, TooManyComparisonsError } from '../validation/find-field-conflict.js';
import type { DocumentRefusal, LimitError } from './document-refusal.js';
import { introspectionErrors, refuseByLimits, refuseDocument } from './document-refusal.js';
import { createNoteIntrospectionRule } from './note-introspection-rule.js';

export type CheckedDocument = ValidDocument | DocumentRefusal;

export interface ValidDocument {
  readonly kind: 'valid';
  readonly document: DocumentNode;
  /** What clients to whom the schema is not told get in place of an answer; empty when the document asks for none of it. */
  readonly introspection: readonly GraphQLFormattedError[];
  /** The limits that it is above of, where those only warn. */
  readonly exceeded: readonly ExceededLimit[];
}

export interface CheckDocumentOptions {
  readonly schema: GraphQLSchema;
  readonly limits: LimitOptions;
}

/** After so many errors validation stops: who sends more does not read them. */
const MAX_ERRORS = 20;
/** Fields may be looked at so often, for each selection that is allowed, to find those that cannot be merged. */
const LOOKS_PER_SELECTION = 10;

/** What our own checks do: within the limits, graphql-js's rules may take a second, and refuse what is valid. */
const OWN_CHECKS: ReadonlySet<unknown> = new Set([
  OverlappingFieldsCanBeMergedRule,
  MaxIntrospectionDepthRule,
]);
const RULES = specifiedRules.filter((rule) => !OWN_CHECKS.has(rule));
/** What there must be nothing wrong with before a document is measured. */
const FRAGMENT_RULES = [UniqueFragmentNamesRule, NoFragmentCyclesRule];

/**
 * Parses a document and validates it, what is cheap first: no text comes to the parser that would exhaust it, and no
 * document to validation that would keep it busy.
 */
export function createCheckDocument(options: CheckDocumentOptions): (source: string) => CheckedDocument {
  const { schema, limits } = options;
  return (source) => {
    const parsed = parseWithinLimits(source, limits);
    if (parsed.kind === 'refused') return parsed;
    const { document } = parsed;
    const measure = measureDocument(document);
    if (measure.kind === 'broken') {
      const faults = validate(schema, document, FRAGMENT_RULES, { maxErrors: MAX_ERRORS });
      return refuseDocument(faults, 'GRAPHQL_VALIDATION_FAILED');
    }
    const exceeded = exceededLimits(measure.operations, limits);
    const refused = [...(limits.warnOnly ? [] : exceeded), ...exceededAlways(measure.operations, limits)];
    if (refused.length > 0) return refuseByLimits(refused);

    const fields: FieldNode[] = [];
    const rules = [...RULES, createNoteIntrospectionRule((field) => fields.push(field))];
    let faults = validate(schema, document, rules, { maxErrors: MAX_ERRORS });
    const introspection = introspectionErrors(fields.slice(0, MAX_ERRORS));
    try {
      if (faults.length === 0) faults = findConflict(options, document);
    } catch (error) {
      if (error instanceof TooManyComparisonsError) return refuseByLimits([tooManySelections(limits)]);
      throw error;
    }
    if (faults.length > 0) return refuseDocument(faults, 'GRAPHQL_VALIDATION_FAILED', introspection);
    // Locations and tokens are for error messages; without them a tree takes a third of the memory.
    return { kind: 'valid', document: parse(source, { noLocation: true }), introspection, exceeded };
  };
}

type Parsed = { readonly kind: 'parsed'; readonly document: DocumentNode };

function parseWithinLimits(source: string, limits: LimitOptions): Parsed | DocumentRefusal {
  const excess = scanDocument(source, limits);
  if (excess === 'recursion') return refuseByLimits([tooDeep(limits)]);
  if (excess === 'values') {
    const message = `A value in the document is nested more than ${limits.maxValueDepth} levels deep; send it in variables.`;
    return refuseByLimits([{ code: 'MAX_RECURSION_LIMIT', message }]);
  }
  if (excess === 'tokens') {
    const message = `The document has more than ${limits.maxTokens} tokens or line breaks.`;
    return refuseByLimits([{ code: 'MAX_TOKENS_LIMIT', message }]);
  }
  try {
    return { kind: 'parsed', document: parse(source) };
  } catch (error) {
    if (error instanceof GraphQLError) return refuseDocument([error], 'GRAPHQL_PARSE_FAILED');
    throw error;
  }
}

function findConflict(
  { schema, limits }: CheckDocumentOptions,
  document: DocumentNode,
): readonly GraphQLError[] {
  const conflict = findFieldConflict(schema, document, limits.maxRecursiveSelections * LOOKS_PER_SELECTION);
  if (conflict === undefined) return [];
  const { responseName, reason, nodes } = conflict;
  const message = `Fields "${responseName}" conflict because ${reason}. Use different aliases on the fields to fetch both.`;
  return [new GraphQLError(message, { nodes })];
}

/** The limits that hold even when others only warn: without them, checking and planning could take forever. */
function exceededAlways(
  operations: readonly OperationMeasure[],
  limits: LimitOptions,
): readonly LimitError[] {
  const isTooDeep = operations.some(({ nesting }) => nesting > limits.maxRecursion);
  const selections = operations.reduce((sum, operation) => sum + operation.selections, 0);
  return [
    ...(isTooDeep ? [tooDeep(limits)] : []),
    ...(selections > limits.maxRecursiveSelections ? [tooManySelections(limits)] : []),
  ];
}

function tooDeep({ maxRecursion }: LimitOptions): LimitError {
  const message = `The document is nested more than ${maxRecursion} levels deep.`;
  return { code: 'MAX_RECURSION_LIMIT', message };
}

function tooManySelections({ maxRecursiveSelections }: LimitOptions): LimitError {
  const message = `The operations have more than ${maxRecursiveSelections} selections, with those of fragments wherever they are spread.`;
  return { code: 'MAX_RECURSIVE_SELECTIONS_LIMIT', message };
}
