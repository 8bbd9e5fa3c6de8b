import type { JsonSchema } from './router-config-json-schema.js';

/** One option that a configuration file may set. */
export interface ConfigOption {
  /** Such as `cors.maxAge`, `issuers[].audience`, `subgraphs.<name>.url`. */
  readonly path: string;
  readonly description: string;
  /** Such as `whole number`, `"a" | "b"`, `list of text`. */
  readonly kind: string;
  /** `undefined` when it has none: then the option must be set, or does nothing where it is absent. */
  readonly default: unknown;
  /** Whether its group is of no use without it. */
  readonly required: boolean;
}

/** All options of a configuration's JSON Schema, in its order. Groups are no options; what they hold is. */
export function listConfigOptions(schema: JsonSchema): readonly ConfigOption[] {
  const options = new Map<string, ConfigOption>();
  const add = (path: string, part: JsonSchema, required: boolean) => {
    const groups = groupsOf(part);
    for (const group of groups) {
      for (const [name, value] of Object.entries(group.properties ?? {}))
        add(path === '' ? name : `${path}.${name}`, value, group.required?.includes(name) === true);
      if (typeof group.additionalProperties === 'object')
        add(`${path}.<name>`, group.additionalProperties, false);
    }
    for (const list of listsOf(part)) add(`${path}[]`, list, false);
    const isOption = alternativesOf(part).some(
      (alternative) => groupsOf(alternative).length === 0 && listsOf(alternative).length === 0,
    );
    if (!isOption || path === '' || path.endsWith(']') || path.endsWith('>') || options.has(path)) return;
    options.set(path, {
      path,
      description: part.description ?? '',
      kind: kindOf(part),
      default: part.default,
      required,
    });
  };
  add('', schema, false);
  return [...options.values()];
}

/** Objects with options of their own. */
function groupsOf(schema: JsonSchema): readonly JsonSchema[] {
  return alternativesOf(schema).filter(
    ({ properties, additionalProperties }) =>
      properties !== undefined ||
      (typeof additionalProperties === 'object' && holdsGroups(additionalProperties)),
  );
}

/** What lists hold whose items are groups. */
function listsOf(schema: JsonSchema): readonly JsonSchema[] {
  return alternativesOf(schema).flatMap(({ items }) =>
    items !== undefined && holdsGroups(items) ? [items] : [],
  );
}

function holdsGroups(schema: JsonSchema): boolean {
  return groupsOf(schema).length > 0 || listsOf(schema).length > 0;
}

function alternativesOf(schema: JsonSchema): readonly JsonSchema[] {
  return schema.anyOf === undefined ? [schema] : schema.anyOf.flatMap(alternativesOf);
}

function kindOf(schema: JsonSchema): string {
  const kinds = alternativesOf(schema).map((alternative) => {
    if (alternative.const !== undefined) return JSON.stringify(alternative.const);
    // The texts "true" and "false", and digits, stand for values that come from the environment.
    if (alternative.enum !== undefined)
      return isFlagText(alternative.enum)
        ? ''
        : alternative.enum.map((value) => JSON.stringify(value)).join(' | ');
    if (alternative.pattern === '^\\d+$') return '';
    const { type, items = {}, additionalProperties } = alternative;
    if (type === 'array') return `list of ${kindOf(items)}`;
    if (type === 'object' && typeof additionalProperties === 'object')
      return `${kindOf(additionalProperties)} by name`;
    return KINDS.get(type) ?? 'anything';
  });
  return [...new Set(kinds.filter((kind) => kind !== ''))].join(' | ');
}

const KINDS: ReadonlyMap<unknown, string> = new Map([
  ['string', 'text'],
  ['boolean', '`true` or `false`'],
  ['number', 'number'],
  ['integer', 'whole number'],
  ['object', 'group'],
]);

function isFlagText(values: readonly unknown[]): boolean {
  return values.length === 2 && values.includes('true') && values.includes('false');
}
