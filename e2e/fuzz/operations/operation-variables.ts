import type { GraphQLInputType } from 'graphql';
import { GraphQLBoolean, GraphQLNonNull, isNonNullType } from 'graphql';
import type { Random } from '../../harness/random.js';
import { inputLiteral, inputValue } from './input-values.js';

/** The variables of an operation that is being made. */
export interface OperationVariables {
  /** `$name` of a variable, a new one or one that there is, that may stand where the type is expected. */
  forType(type: GraphQLInputType, positionHasDefault: boolean): string;
  /** `$name` of a variable for `@skip` and `@include`. */
  forCondition(): string;
  /** `($a: Int = 1, …)` for the variables that a text uses, or empty; the others are forgotten. */
  definitions(text: string): string;
  /** Values for one execution; a variable that may be absent sometimes is. */
  values(random: Random): Record<string, unknown>;
}

interface Variable {
  readonly name: string;
  readonly type: GraphQLInputType;
  /** A literal. */
  readonly defaultValue: string | undefined;
}

export function createOperationVariables(random: Random): OperationVariables {
  let variables: Variable[] = [];
  let count = 0;

  function declare(type: GraphQLInputType, defaultValue: string | undefined): string {
    const name = `v${count++}`;
    variables.push({ name, type, defaultValue });
    return `$${name}`;
  }

  return {
    forType(type, positionHasDefault) {
      const known = variables.filter((variable) => String(variable.type) === String(type));
      if (known.length > 0 && random.chance(0.5)) return `$${random.pick(known).name}`;
      // Where null is allowed, a variable may forbid it; where it is not, a default makes up for a nullable variable.
      if (!isNonNullType(type)) {
        if (random.chance(0.2)) return declare(new GraphQLNonNull(type), undefined);
        return declare(type, random.chance(0.3) ? inputLiteral(type, random, () => undefined) : undefined);
      }
      const isOptional = !positionHasDefault && random.chance(0.3);
      if (!isOptional) return declare(type, undefined);
      return declare(
        type.ofType,
        inputLiteral(type, random, () => undefined),
      );
    },
    forCondition() {
      const known = variables.filter((variable) => String(variable.type) === 'Boolean!');
      if (known.length > 0 && random.chance(0.7)) return `$${random.pick(known).name}`;
      return declare(new GraphQLNonNull(GraphQLBoolean), random.chance(0.2) ? 'true' : undefined);
    },
    definitions(text) {
      const used = new Set([...text.matchAll(/\$(v\d+)/g)].map(([, name]) => name));
      variables = variables.filter(({ name }) => used.has(name));
      const texts = variables.map(
        ({ name, type, defaultValue }) =>
          `$${name}: ${String(type)}${defaultValue === undefined ? '' : ` = ${defaultValue}`}`,
      );
      return texts.length === 0 ? '' : `(${texts.join(', ')})`;
    },
    values(valueRandom) {
      const values: Record<string, unknown> = {};
      for (const { name, type, defaultValue } of variables) {
        const mayBeAbsent = defaultValue !== undefined || !isNonNullType(type);
        if (mayBeAbsent && valueRandom.chance(0.3)) continue;
        // A nullable variable may stand where null is not allowed, thanks to its default; null itself may not.
        const needsValue = defaultValue !== undefined && !isNonNullType(type);
        values[name] = inputValue(needsValue ? new GraphQLNonNull(type) : type, valueRandom);
      }
      return values;
    },
  };
}
