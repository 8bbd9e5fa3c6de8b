import type { FieldNode, GraphQLField, ValueNode } from 'graphql';
import { Kind } from 'graphql';
import type { Amount, AmountProgram } from './amount.js';
import type { ListSizeRule } from './cost-directives.js';

export interface ListSizeContext {
  readonly program: AmountProgram;
  /** The size of lists of which neither rule nor arguments say one. */
  readonly defaultSize: number;
  /** `Type.field`, for messages. */
  readonly coordinate: string;
  /** Told which variables the size depends on. */
  readonly useVariable: (name: string) => void;
}

/**
 * How many items a field's list has at most: the largest of its slicing arguments; where none is given, the assumed
 * size; where there is none, the default. A negative argument says nothing.
 */
export function listSize(
  rule: ListSizeRule | undefined,
  field: { readonly definition: GraphQLField<unknown, unknown>; readonly node: FieldNode },
  context: ListSizeContext,
): Amount {
  const fallback = rule?.assumedSize ?? context.defaultSize;
  if (rule === undefined || rule.slicingArguments.length === 0) return fallback;
  const slices = rule.slicingArguments.map((name): Slice => {
    const given = field.node.arguments?.find((argument) => argument.name.value === name)?.value;
    const definition = field.definition.args.find((argument) => argument.name === name);
    if (given?.kind === Kind.VARIABLE) context.useVariable(given.name.value);
    return { given, defaultValue: definition?.defaultValue };
  });
  const judge = (variables: Readonly<Record<string, unknown>>) => judgeSlices(slices, variables);
  const isOpen = slices.some(({ given }) => given?.kind === Kind.VARIABLE);
  const fixed = isOpen ? undefined : judge(NO_VARIABLES);
  const mustBeOne = rule.requireOneSlicingArgument;
  if (fixed !== undefined && (fixed.count === 1 || !mustBeOne)) return fixed.size ?? fallback;

  const message = `The field "${context.coordinate}" takes exactly one of its arguments ${rule.slicingArguments.map((name) => `"${name}"`).join(', ')}.`;
  return context.program.compute(({ variables, violate }) => {
    const { count, size } = fixed ?? judge(variables);
    if (mustBeOne && count !== 1) violate(message);
    return size ?? fallback;
  });
}

/** A slicing argument of one field. */
interface Slice {
  readonly given: ValueNode | undefined;
  readonly defaultValue: unknown;
}

const NO_VARIABLES: Readonly<Record<string, unknown>> = {};

/** What the client wrote counts; if it wrote none, the defaults do. Sizes are the largest of both, since both are sent. */
function judgeSlices(
  slices: readonly Slice[],
  variables: Readonly<Record<string, unknown>>,
): { readonly count: number; readonly size: number | undefined } {
  let given = 0;
  let defaults = 0;
  let size: number | undefined;
  for (const slice of slices) {
    const value = sliceValue(slice.given, variables);
    const isDefault = value === undefined;
    const items: unknown = isDefault ? slice.defaultValue : value;
    if (typeof items !== 'number' || items < 0) continue;
    if (isDefault) defaults += 1;
    else given += 1;
    size = Math.max(size ?? 0, items);
  }
  return { count: given > 0 ? given : defaults, size };
}

/** `undefined` when the argument is not given, so that its default applies; null is given. */
function sliceValue(given: ValueNode | undefined, variables: Readonly<Record<string, unknown>>): unknown {
  if (given === undefined) return undefined;
  if (given.kind === Kind.VARIABLE) return variables[given.name.value];
  return given.kind === Kind.INT ? Number(given.value) : null;
}
