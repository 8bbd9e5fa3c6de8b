import type { GraphQLOutputType } from 'graphql';
import { isListType, isNonNullType } from 'graphql';
import type { ExecutionState, ReplyObject } from '../executor/execution-state.js';
import { Position } from '../executor/position.js';
import { readMerged, readTypename } from '../executor/read-merged.js';
import type { ResponsePath } from '../executor/response-path.js';
import type { SupergraphTypes } from '../executor/supergraph-types.js';
import { isRawJson } from '../json/raw-json.js';
import { coerceLeaf } from './coerce-leaf.js';
import type { DataField, FieldPlan, SelectionPlan } from './selection-plan.js';

/** A value that the schema forbids. */
export interface CompletionError {
  readonly message: string;
  readonly path: ResponsePath;
  /**
   * For a value that is just missing: the path of the value that became null instead, since null was not allowed here,
   * or of the one further out that another error took with it. An error that a subgraph has reported of anything inside
   * that value may be the reason. `null` for a wrong value.
   */
  readonly nulledPath: ResponsePath | null;
}

export interface CompletionOptions {
  readonly state: ExecutionState;
  readonly types: SupergraphTypes;
}

/** What `complete` gives for a null that the parent must become, too. */
const NULL_UPWARDS = Symbol('null upwards');

/**
 * Builds the answer's data with the rules for values that the schema forbids
 * (https://spec.graphql.org/October2021/#sec-Value-Completion): each becomes null with an error at its path, and where
 * null is not allowed, the nearest parent that may be null becomes null.
 */
export function completeData(
  selection: SelectionPlan,
  position: Position,
  options: CompletionOptions,
): { readonly data: unknown; readonly errors: readonly CompletionError[] } {
  const completion = new Completion(options);
  const data = completion.object(selection, options.state.root, { position, path: [] });
  if (data !== NULL_UPWARDS) return { data, errors: completion.errors };
  completion.becameNull([], 0);
  return { data: null, errors: completion.errors };
}

interface Place {
  readonly position: Position;
  readonly path: ResponsePath;
}

class Completion {
  readonly errors: (Omit<CompletionError, 'nulledPath'> & { nulledPath: ResponsePath | null })[] = [];
  /** Those of missing values, in the order of their fields. */
  readonly #missing: Completion['errors'] = [];

  constructor(private readonly options: CompletionOptions) {}

  /** Notes what became null with the missing values from a number on, in place of less that had become null before. */
  becameNull(path: ResponsePath, from: number): void {
    for (const error of this.#missing.slice(from)) error.nulledPath = path;
  }

  object(selection: SelectionPlan, object: ReplyObject, { position, path }: Place): unknown {
    const typename = this.#typename(selection, object, { position, path });
    if (typename === null) return null;
    const result: Record<string, unknown> = {};
    for (const field of typename.fields) {
      const value = this.#field(field, object, { position, path, typename: typename.name });
      if (value === NULL_UPWARDS) return NULL_UPWARDS;
      // `__proto__` is a possible alias, and assigning it would set the prototype.
      if (field.responseKey === '__proto__') {
        Object.defineProperty(result, '__proto__', { value, enumerable: true });
      } else {
        result[field.responseKey] = value;
      }
    }
    return result;
  }

  #typename(
    selection: SelectionPlan,
    object: ReplyObject,
    { position, path }: Place,
  ): { readonly name: string; readonly fields: readonly FieldPlan[] } | null {
    const { typeName, abstract, uniform, fieldsByType } = selection;
    if (!abstract) return { name: typeName, fields: uniform ?? [] };
    const name = readTypename(this.options.state, object, { position, types: this.options.types });
    const fields = typeof name === 'string' ? fieldsByType.get(name) : undefined;
    if (typeof name === 'string' && fields !== undefined) return { name, fields };
    const isUnknown = name == null || (typeof name === 'string' && !this.options.types.isObjectType(name));
    if (isUnknown && uniform?.every(({ kind }) => kind !== 'typename') === true) {
      return { name: typeName, fields: uniform };
    }
    if (name != null) {
      this.#refuse(`Abstract type "${typeName}" was resolved to a type that it cannot have.`, path);
      return null;
    }
    this.#refuse(`The subgraph did not tell the type of an object of the abstract type "${typeName}".`, path);
    return null;
  }

  #field(field: FieldPlan, object: ReplyObject, at: Place & { readonly typename: string }): unknown {
    switch (field.kind) {
      case 'typename':
        return at.typename;
      case 'introspection':
        return this.options.state.introspection[field.responseKey] ?? null;
      case 'data': {
        const place = at.position.field(field.planKey, field.fieldName);
        const value = readMerged(this.options.state, object, place);
        return this.#value(field, field.type, {
          value,
          position: place.child,
          path: [...at.path, field.responseKey],
        });
      }
    }
  }

  #value(field: DataField, type: GraphQLOutputType, at: ValuePlace): unknown {
    if (!isNonNullType(type)) {
      const from = this.#missing.length;
      const value = this.#nullable(field, type, at);
      if (value !== NULL_UPWARDS) return value;
      this.becameNull(at.path, from);
      return null;
    }
    if (at.value === undefined || at.value === null) {
      const error = {
        message: `Cannot return null for non-nullable field ${field.parentType}.${field.fieldName}.`,
        path: at.path,
        nulledPath: at.path,
      };
      this.errors.push(error);
      this.#missing.push(error);
      return NULL_UPWARDS;
    }
    const value = this.#nullable(field, type.ofType, at);
    return value === null ? NULL_UPWARDS : value;
  }

  /** Completes a value that may be null; null also stands for a value that has been refused. */
  #nullable(field: DataField, type: GraphQLOutputType, at: ValuePlace): unknown {
    const { value, path } = at;
    if (value === undefined || value === null) return null;
    if (isListType(type)) return this.#list(field, type.ofType, at);
    if (field.named.kind === 'leaf') {
      try {
        return coerceLeaf(field.named.type, value);
      } catch (error) {
        return this.#refuse(error instanceof Error ? error.message : 'The value is not valid.', path);
      }
    }
    const { selection } = field.named;
    if (typeof value !== 'object' || Array.isArray(value) || isRawJson(value)) {
      return this.#refuse(`Expected an object of the type "${selection.typeName}".`, path);
    }
    return this.object(selection, value as ReplyObject, { position: at.position ?? new Position(), path });
  }

  #list(field: DataField, itemType: GraphQLOutputType, at: ValuePlace): unknown {
    if (!Array.isArray(at.value)) {
      return this.#refuse(`Expected a list for the field "${field.parentType}.${field.fieldName}".`, at.path);
    }
    const result: unknown[] = [];
    for (const [index, item] of at.value.entries()) {
      const value = this.#value(field, itemType, { ...at, value: item, path: [...at.path, index] });
      if (value === NULL_UPWARDS) return NULL_UPWARDS;
      result.push(value);
    }
    return result;
  }

  #refuse(message: string, path: ResponsePath): null {
    this.errors.push({ message, path, nulledPath: null });
    return null;
  }
}

interface ValuePlace {
  readonly value: unknown;
  readonly position: Position | null;
  readonly path: ResponsePath;
}
