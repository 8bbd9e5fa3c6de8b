import { readFileSync } from 'node:fs';
import type { GraphQLArgument, GraphQLObjectType, GraphQLOutputType, GraphQLSchema } from 'graphql';
import { buildSchema, getNamedType, isLeafType, isObjectType, isRequiredArgument } from 'graphql';

/** The public schema, as clients see it. */
export const API_SCHEMA: GraphQLSchema = buildSchema(
  readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8'),
);

/** A field with arguments, and one way to reach it from a root field. */
export interface ApiField {
  /** Such as `Query.products` or `Product.reviews`. */
  readonly coordinate: string;
  readonly name: string;
  readonly arguments: readonly GraphQLArgument[];
  /** One document for every combination of values: each argument is a variable of its name. */
  readonly document: string;
  /** Variables of fields on the way, such as the id of `product(id:) { reviews }`. */
  readonly wayArguments: readonly WayArgument[];
  readonly isMutation: boolean;
}

interface WayArgument {
  readonly variable: string;
  readonly field: string;
  readonly argument: GraphQLArgument;
}

interface Way {
  readonly type: GraphQLObjectType;
  readonly steps: readonly { readonly field: string; readonly required: readonly GraphQLArgument[] }[];
}

/** Every field of the schema that takes arguments. New ones are found without a change here. */
export function apiFields(schema: GraphQLSchema): ApiField[] {
  const roots = [schema.getQueryType(), schema.getMutationType()].filter((type) => type != null);
  const found = new Map<string, ApiField>();
  for (const root of roots) {
    // Breadth first, so that the way to each type is the shortest; mutations are entered no deeper than their root.
    const ways: Way[] = [{ type: root, steps: [] }];
    const visited = new Set<GraphQLObjectType>([root]);
    for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
      for (const field of Object.values(way.type.getFields())) {
        const coordinate = `${way.type.name}.${field.name}`;
        if (field.args.length > 0) found.set(coordinate, describe(schema, way, field.name));
        const type = getNamedType(field.type);
        if (root === schema.getMutationType() || !isObjectType(type) || visited.has(type)) continue;
        visited.add(type);
        ways.push({
          type,
          steps: [...way.steps, { field: field.name, required: field.args.filter(isRequiredArgument) }],
        });
      }
    }
  }
  return [...found.values()];
}

function describe(schema: GraphQLSchema, { type, steps }: Way, name: string): ApiField {
  const field = type.getFields()[name];
  if (field === undefined) throw new Error(`There is no ${type.name}.${name}.`);
  const isMutation = type === schema.getMutationType();
  const wayArguments = steps.flatMap((step, depth) =>
    step.required.map((argument) => ({
      variable: `way${depth}_${argument.name}`,
      field: step.field,
      argument,
    })),
  );
  const declarations = [
    ...wayArguments.map(({ variable, argument }) => `$${variable}: ${String(argument.type)}`),
    ...field.args.map((argument) => `$${argument.name}: ${declaredType(argument)}`),
  ];
  const own = field.args.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  const opening = steps.map((step, depth) => {
    const values = step.required.map((argument) => `${argument.name}: $way${depth}_${argument.name}`);
    return `${step.field}${values.length === 0 ? '' : `(${values.join(', ')})`} {`;
  });
  const body = `${name}(${own}) ${selection(field.type, isMutation ? 1 : 2)}`;
  return {
    coordinate: `${type.name}.${name}`,
    name,
    arguments: field.args,
    document: `${isMutation ? 'mutation' : 'query'} (${declarations.join(', ')}) { ${opening.join(' ')} ${body} ${'}'.repeat(steps.length)} }`,
    wayArguments,
    isMutation,
  };
}

/** A variable for an argument with a default must be nullable, or the default could never be left in place. */
function declaredType({ type, defaultValue }: GraphQLArgument): string {
  const text = String(type);
  return defaultValue === undefined ? text : text.replace(/!$/, '');
}

/** All leaves of a type and, to the given depth, those of what it holds. */
function selection(outputType: GraphQLOutputType, depth: number): string {
  const type = getNamedType(outputType);
  if (!isObjectType(type)) return '';
  const fields = Object.values(type.getFields()).filter(({ args }) => args.length === 0);
  const leaves = fields.filter((field) => isLeafType(getNamedType(field.type))).map(({ name }) => name);
  const objects = fields.filter((field) => isObjectType(getNamedType(field.type)));
  const nested =
    depth === 0 ? [] : objects.map((field) => `${field.name} ${selection(field.type, depth - 1)}`);
  return `{ ${['__typename', ...(depth === 0 ? [] : leaves), ...nested].join(' ')} }`;
}
