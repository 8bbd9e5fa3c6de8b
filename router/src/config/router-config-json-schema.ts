import { z } from 'zod';
import { routerConfigSchema } from './router-config.js';

/** A JSON Schema (draft 2020-12), as far as the configuration uses it. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly [keyword: string]: unknown;
}

/** What only code can give, such as a function; no file can hold it. */
const ONLY_IN_CODE = 'only in code';

/** The JSON Schema of a configuration file, for editors and for other programs. */
export function routerConfigJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(routerConfigSchema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const { def } = zodSchema._zod;
      if (def.type === 'custom') jsonSchema.description = ONLY_IN_CODE;
      // Left out for what is transformed, since the default is a result and no input. Ours can be both.
      if (def.type === 'default') jsonSchema.default = def.defaultValue;
      // A number that may be written as text; the range stands behind the transformation.
      if (def.type === 'pipe' && def.out._zod.def.type === 'number') {
        const { $schema: _, ...number } = z.toJSONSchema(def.out);
        jsonSchema.anyOf = [number, ...(jsonSchema.anyOf ?? []).filter(({ type }) => type !== 'number')];
      }
    },
  }) as JsonSchema;
  return { ...withoutCode(schema), title: 'Configuration of techally-router' };
}

/** Drops alternatives of which a file could not hold some required part, and optional parts of that kind. */
function withoutCode(schema: JsonSchema): JsonSchema {
  const copy: Record<string, unknown> = { ...schema };
  if (schema.properties !== undefined) {
    copy['properties'] = Object.fromEntries(
      Object.entries(schema.properties)
        .filter(([, value]) => value.description !== ONLY_IN_CODE)
        .map(([name, value]) => [name, withoutCode(value)]),
    );
  }
  for (const keyword of ['anyOf', 'allOf'] as const) {
    const alternatives = schema[keyword];
    if (alternatives !== undefined)
      copy[keyword] = alternatives.filter((alternative) => !needsCode(alternative)).map(withoutCode);
  }
  if (schema.items !== undefined) copy['items'] = withoutCode(schema.items);
  if (typeof schema.additionalProperties === 'object')
    copy['additionalProperties'] = withoutCode(schema.additionalProperties);
  return copy;
}

function needsCode({ description, properties = {}, required = [] }: JsonSchema): boolean {
  return (
    description === ONLY_IN_CODE || required.some((name) => properties[name]?.description === ONLY_IN_CODE)
  );
}
