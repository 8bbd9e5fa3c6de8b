import { randomUUID } from 'node:crypto';
import type { GraphQLArgument, GraphQLField, GraphQLInputField, GraphQLInputType } from 'graphql';
import { getNamedType, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql';

/** Values to put into arguments, by what they are: `orders.id` → a UUID. */
export interface ArgumentValues {
  /** Each goes into every argument of type ID, of whatever kind that is. */
  readonly ids: ReadonlyMap<string, string>;
  /** Each goes into every text that finds or proves something: e-mail addresses, numbers, tokens, searches. */
  readonly texts: ReadonlyMap<string, string>;
  /** Each goes into every `after` and `before`. */
  readonly cursors: ReadonlyMap<string, string>;
  /** The versions of things by id, so that no change fails because it is out of date; 1 where there is none. */
  readonly versions: ReadonlyMap<string, number>;
}

/** One way to call a field. */
export interface ArgumentVariant {
  /** For messages: `orders(filter.userId: accounts.id)`. */
  readonly label: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The value that was put in, if any. */
  readonly sent: ReadonlySet<string>;
}

type Values = Record<string, unknown>;
type Argument = GraphQLArgument | GraphQLInputField;

const FINDING_TEXT = /token|email|number|search|query|key|template/i;
/** Texts that pass the validation of the field of that name; others are a sentence. */
const SAMPLE_TEXTS: Readonly<Record<string, () => string>> = {
  email: () => `nobody-${randomUUID()}@example.com`,
  password: () => 'Wr0ngPassword',
  currentPassword: () => 'Wr0ngPassword',
  newPassword: () => 'N3wPassword',
  countryCode: () => 'FR',
  currency: () => 'EUR',
  locale: () => 'fr-FR',
  phone: () => '+33 1 23 45 67',
  postalCode: () => '75001',
  idempotencyKey: randomUUID,
  token: () => 'tok_visa',
};

/**
 * Calls of a field: one plain, and one for each value in each argument that could take it. Arguments that are required
 * are always filled, with `optional` those that are not, too (ids excepted), so that a change has something to change.
 */
export function argumentVariants(
  field: GraphQLField<unknown, unknown>,
  { ids, texts, cursors, versions }: ArgumentValues,
  { optional = false } = {},
): readonly ArgumentVariant[] {
  const build = (): Values => sampleAll(field.args, optional);
  const variants: ArgumentVariant[] = [{ label: `${field.name}()`, variables: build(), sent: new Set() }];
  for (const { path, type } of slots(field.args, [])) {
    const name = path.at(-1) ?? '';
    const isCursor = name === 'after' || name === 'before';
    const finds = type === 'String' && FINDING_TEXT.test(name);
    const values = type === 'ID' ? ids : isCursor ? cursors : finds ? texts : [];
    for (const [what, value] of values) {
      if (name === 'email' && !value.includes('@')) continue;
      const variables = build();
      put(variables, path, value);
      const input = variables['input'] as Values | undefined;
      if (input?.['version'] !== undefined) input['version'] = versions.get(value) ?? 1;
      if (name === 'before') Object.assign(variables, { first: undefined, last: 5 });
      variants.push({
        label: `${field.name}(${path.join('.')}: ${what})`,
        variables,
        sent: new Set([value]),
      });
    }
  }
  return variants;
}

/** The scalar arguments and the scalar fields of input objects, with their types' names. */
function slots(args: readonly Argument[], before: readonly string[]): { path: string[]; type: string }[] {
  return args.flatMap(({ name, type }) => {
    const path = [...before, name];
    const named = getNamedType(type);
    return isInputObjectType(named)
      ? slots(Object.values(named.getFields()), path)
      : [{ path, type: named.name }];
  });
}

function sampleAll(args: readonly Argument[], optional: boolean): Values {
  const filled = args.filter((arg) => {
    const required = isNonNullType(arg.type) && arg.defaultValue === undefined;
    return (
      required ||
      arg.name === 'first' ||
      (optional && arg.name !== 'version' && getNamedType(arg.type).name !== 'ID')
    );
  });
  return Object.fromEntries(filled.map(({ name, type }) => [name, sample(name, type, optional)]));
}

function sample(name: string, type: GraphQLInputType, optional: boolean): unknown {
  const bare = isNonNullType(type) ? type.ofType : type;
  if (isListType(bare)) return [sample(name, bare.ofType, optional)];
  if (isInputObjectType(bare)) return sampleAll(Object.values(bare.getFields()), optional);
  if (isEnumType(bare)) return bare.getValues().at(-1)?.name;
  switch (getNamedType(bare).name) {
    case 'ID':
      return randomUUID();
    case 'Int':
    case 'Float':
      return name === 'first' ? 5 : 1;
    case 'Boolean':
      return true;
    case 'Decimal':
      return '1.00';
    case 'DateTimeISO':
      return '2040-01-01T00:00:00.000Z';
    case 'JSONObject':
      return {};
    default:
      return SAMPLE_TEXTS[name]?.() ?? 'Changed';
  }
}

function put(variables: Values, path: readonly string[], value: unknown): void {
  const [name = '', ...rest] = path;
  if (rest.length === 0) {
    variables[name] = value;
    return;
  }
  const inner = (variables[name] ??= {}) as Values;
  put(inner, rest, value);
}
