import type { DocumentNode, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { GraphQLError, parse, specifiedRules, validate } from 'graphql';
import type { PreparedOperation } from '../engine/engine.js';
import type { RouterErrorCode } from '../errors/router-errors.js';
import { chooseOperation } from './choose-operation.js';
import { noIntrospectionRule } from './no-introspection-rule.js';
import { WeightedCache } from './weighted-cache.js';

export interface PrepareDocumentsOptions {
  readonly schema: GraphQLSchema;
  /** Without introspection, errors suggest no names either: they would tell the schema bit by bit. */
  readonly introspection: boolean;
}

/** A document that may be executed, or why it may not. */
export type Preparation =
  | { readonly kind: 'prepared'; readonly operation: PreparedOperation }
  | { readonly kind: 'refused'; readonly errors: readonly GraphQLFormattedError[] };

/** Parses, validates, and chooses the operation. The same texts come again and again, so what was found is kept. */
export type PrepareDocument = (source: string, operationName: string | null | undefined) => Preparation;

/**
 * Characters of documents that are kept. With its syntax tree, its plan and the code compiled for it, a document takes
 * some fifty bytes for each.
 */
const CACHE_WEIGHT = 1_000_000;
/** What an entry takes beside its text, in characters. */
const ENTRY_WEIGHT = 1_000;
/** After so many errors validation stops: who sends more does not read them. */
const MAX_ERRORS = 50;

type CheckedDocument =
  | {
      readonly kind: 'valid';
      readonly document: DocumentNode;
      /** By the place of the operation in the document. */
      readonly operations: Map<object, Preparation>;
    }
  | Extract<Preparation, { kind: 'refused' }>;

export function createPrepareDocument({ schema, introspection }: PrepareDocumentsOptions): PrepareDocument {
  const rules = introspection ? specifiedRules : [...specifiedRules, noIntrospectionRule];
  const checked = new WeightedCache<CheckedDocument>(CACHE_WEIGHT);

  function check(source: string): CheckedDocument {
    const document = tryToParse(source);
    if ('message' in document) return refuse([document], 'GRAPHQL_PARSE_FAILED');
    const errors = tryToValidate(document);
    // Locations and tokens are for error messages; without them a tree takes a third of the memory.
    if (errors.length === 0) {
      return { kind: 'valid', document: parse(source, { noLocation: true }), operations: new Map() };
    }
    return refuse(errors, 'GRAPHQL_VALIDATION_FAILED');
  }

  function tryToValidate(document: DocumentNode): readonly GraphQLError[] {
    try {
      return validate(schema, document, rules, { maxErrors: MAX_ERRORS });
    } catch (error) {
      return [tooDeep(error)];
    }
  }

  function refuse(errors: readonly GraphQLError[], code: RouterErrorCode): CheckedDocument {
    return {
      kind: 'refused',
      errors: errors.map(({ message, locations }) => ({
        message: introspection ? message : withoutSuggestions(message),
        ...(locations === undefined ? {} : { locations }),
        extensions: { code },
      })),
    };
  }

  return (source, operationName) => {
    let found = checked.get(source);
    if (found === undefined) {
      found = check(source);
      checked.set(source, found, source.length + ENTRY_WEIGHT);
    }
    if (found.kind === 'refused') return found;
    const choice = chooseOperation(found.document, operationName, schema);
    if (choice.kind === 'refused') return choice;
    let preparation = found.operations.get(choice.operation);
    if (preparation === undefined) {
      const { document, operations } = found;
      preparation = { kind: 'prepared', operation: { source, document, operation: choice.operation } };
      operations.set(choice.operation, preparation);
    }
    return preparation;
  };
}

function tryToParse(source: string): DocumentNode | GraphQLError {
  try {
    return parse(source);
  } catch (error) {
    return error instanceof GraphQLError ? error : tooDeep(error);
  }
}

/** Parser and rules call themselves for each level of a document, so thousands of levels exhaust the stack. */
function tooDeep(error: unknown): GraphQLError {
  if (!(error instanceof RangeError)) throw error;
  return new GraphQLError('The document is nested too deeply.');
}

/** Takes "Did you mean …?" out of a message. */
export function withoutSuggestions(message: string): string {
  return message.replace(/ ?Did you mean .+\?$/s, '');
}
