import type {
  FragmentDefinitionNode,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLSchema,
  SelectionSetNode,
} from 'graphql';
import {
  getNamedType,
  GraphQLNonNull,
  GraphQLString,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { Conditions } from '../planner/is-included.js';
import type { Part, Selected } from './collect-selected.js';
import { collectSelected } from './collect-selected.js';
import type { FilteredOperation } from './operation-filter.js';

export interface CompletionOptions {
  /** The API schema. */
  readonly schema: GraphQLSchema;
  readonly rootType: GraphQLObjectType;
  /** The client's operation. */
  readonly root: SelectionSetNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly filtered: Pick<FilteredOperation, 'refused' | 'barren' | 'lossy' | 'typenameKey'>;
  readonly conditions: Conditions;
}

type Data = Readonly<Record<string, unknown>>;

/** Stands for a null that the parent must become, too. */
const NULL_UPWARDS = Symbol('null upwards');

/**
 * Gives the data of a filtered operation the shape that the client asked for: null where something was refused, and
 * where null is not allowed, the nearest parent that may be null
 * (https://spec.graphql.org/October2021/#sec-Handling-Field-Errors). Parts that have lost nothing stay as they are.
 */
export function createCompleteRefused(options: CompletionOptions): (data: Data | null) => Data | null {
  const { rootType, root } = options;
  const position = new Position(options, { type: rootType, parts: [{ set: root, isRefused: false }] });
  return (data) => {
    if (data === null) return null;
    const completed = position.complete(data);
    return completed === NULL_UPWARDS ? null : (completed as Data);
  };
}

interface Field {
  readonly key: string;
  /** `undefined` for what the router answers itself. */
  readonly type: GraphQLOutputType | undefined;
  readonly isRefused: boolean;
  /** For fields below which something is missing. */
  readonly child: Position | null;
}

/** A place of the answer, with what is selected there for each type that an object may have. Made as data comes. */
class Position {
  readonly #byType = new Map<string, readonly Field[]>();

  constructor(
    private readonly options: CompletionOptions,
    private readonly at: { readonly type: unknown; readonly parts: readonly Part[] },
  ) {}

  complete(object: Data): unknown {
    const type = this.#typeOf(object);
    // The type was asked for, so that no engine should leave it out.
    if (type === null) return null;
    let fields = this.#byType.get(type.name);
    if (fields === undefined) this.#byType.set(type.name, (fields = this.#fields(type)));
    const result: Record<string, unknown> = {};
    for (const { key, type: fieldType, isRefused, child } of fields) {
      const value = isRefused
        ? nullOf(fieldType)
        : child === null || fieldType === undefined
          ? object[key]
          : completeValue(fieldType, object[key], child);
      if (value === NULL_UPWARDS) return NULL_UPWARDS;
      // `__proto__` is a possible alias, and assigning it would set the prototype.
      if (key === '__proto__') Object.defineProperty(result, key, { value, enumerable: true });
      else result[key] = value;
    }
    return result;
  }

  #typeOf(object: Data): GraphQLObjectType | null {
    const { schema, filtered } = this.options;
    if (isObjectType(this.at.type)) return this.at.type;
    const name = object[filtered.typenameKey];
    const type = typeof name === 'string' ? schema.getType(name) : undefined;
    return isObjectType(type) ? type : null;
  }

  #fields(type: GraphQLObjectType): readonly Field[] {
    const { refused, barren, lossy } = this.options.filtered;
    const isRefused = ({ node, part }: Selected) => part.isRefused || refused.has(node) || barren.has(node);
    return [...collectSelected(type, this.at.parts, this.options)].map(([key, selected]): Field => {
      const name = selected[0]?.node.name.value ?? key;
      const fieldType = name === '__typename' ? TYPENAME : type.getFields()[name]?.type;
      if (selected.every(isRefused)) return { key, type: fieldType, isRefused: true, child: null };
      const parts = selected.flatMap((one): readonly Part[] =>
        one.node.selectionSet === undefined
          ? []
          : [{ set: one.node.selectionSet, isRefused: isRefused(one) }],
      );
      const named = getNamedType(fieldType);
      const isLossy = parts.some((part) => part.isRefused || lossy.has(part.set));
      const child =
        isLossy && isCompositeType(named) ? new Position(this.options, { type: named, parts }) : null;
      return { key, type: fieldType, isRefused: false, child };
    });
  }
}

const TYPENAME = new GraphQLNonNull(GraphQLString);

function nullOf(type: GraphQLOutputType | undefined): unknown {
  return isNonNullType(type) ? NULL_UPWARDS : null;
}

function completeValue(type: GraphQLOutputType, value: unknown, position: Position): unknown {
  if (value == null) return null;
  const nullable = isNonNullType(type) ? type.ofType : type;
  const completed = isListType(nullable)
    ? completeList(nullable.ofType, value as readonly unknown[], position)
    : position.complete(value as Data);
  return completed === NULL_UPWARDS ? nullOf(type) : completed;
}

function completeList(itemType: GraphQLOutputType, items: readonly unknown[], position: Position): unknown {
  const result: unknown[] = [];
  for (const item of items) {
    const value = completeValue(itemType, item, position);
    if (value === NULL_UPWARDS) return NULL_UPWARDS;
    result.push(value);
  }
  return result;
}
