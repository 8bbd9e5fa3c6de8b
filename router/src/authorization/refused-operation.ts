import type { GraphQLFormattedError, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { Kind } from 'graphql';
import { conditionVariables } from '../engine/condition-variables.js';
import { ConditionVariants } from '../engine/condition-variants.js';
import type { PreparedOperation } from '../engine/engine.js';
import { fragmentsOf } from '../planner/fragments-of.js';
import { createCompleteRefused } from './complete-refused.js';
import type { FilteredOperation } from './operation-filter.js';
import { filterOperation } from './operation-filter.js';
import type { OperationRequirements } from './collect-requirements.js';
import type { Grants } from './requirement.js';
import { isMet } from './requirement.js';
import { refusedError } from './refused-error.js';
import { refusedPaths } from './refused-paths.js';

type Variables = Readonly<Record<string, unknown>>;
type Data = Variables;

/** What of an answer depends on `@skip` and `@include`. */
interface Variant {
  /** One for each place at which the client asked for what is refused. */
  readonly errors: readonly GraphQLFormattedError[];
  /** Gives the data the shape that the client asked for. */
  readonly complete: (data: Data | null) => Data | null;
}

export interface RefusedOptions {
  /** The API schema. */
  readonly schema: GraphQLSchema;
  readonly requirements: OperationRequirements;
  readonly grants: Grants;
}

/** An operation of which some parts are refused, for all clients to whom the same parts are. */
export class RefusedOperation {
  readonly #schema: GraphQLSchema;
  readonly #filtered: FilteredOperation;
  readonly #variants: ConditionVariants<Variant>;
  readonly #defaults: Variables;

  constructor(
    private readonly prepared: PreparedOperation,
    { schema, requirements, grants }: RefusedOptions,
  ) {
    this.#schema = schema;
    const refused = new Set(
      [...requirements.byField]
        .filter(([, requirement]) => !isMet(requirement, grants))
        .map(([field]) => field),
    );
    this.#filtered = filterOperation(prepared, { schema, refused });
    this.#variants = new ConditionVariants(conditionVariables(prepared));
    this.#defaults = booleanDefaults(prepared.operation);
  }

  /** What is executed in its place; always the same object. */
  get operation(): PreparedOperation {
    return this.#filtered.operation;
  }

  /** @param variables As the client sent them. */
  variant(variables: Variables): Variant {
    const values = { ...this.#defaults, ...variables };
    let variant = this.#variants.find(values);
    if (variant === undefined) {
      variant = this.#make(this.#variants.valuesOf(values));
      this.#variants.add(values, variant);
    }
    return variant;
  }

  #make(conditions: Readonly<Record<string, boolean>>): Variant {
    const { document, operation } = this.prepared;
    const { selectionSet: root } = operation;
    const filtered = this.#filtered;
    const schema = this.#schema;
    const rootType = schema.getRootType(operation.operation);
    if (rootType == null) throw new Error(`The schema has no root type for ${operation.operation}.`);
    const fragments = fragmentsOf(document);
    return {
      errors: refusedPaths({ document, root }, filtered, conditions).map(refusedError),
      complete: createCompleteRefused({ schema, rootType, root, fragments, filtered, conditions }),
    };
  }
}

function booleanDefaults({ variableDefinitions = [] }: OperationDefinitionNode): Variables {
  return Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue?.kind === Kind.BOOLEAN ? [[variable.name.value, defaultValue.value]] : [],
    ),
  );
}
