import type { ConstDirectiveNode } from 'graphql';
import { valueFromASTUntyped } from 'graphql';

/** The value of an applied directive's argument; `undefined` when it is not given. */
export function readArgument(directive: ConstDirectiveNode, name: string): unknown {
  const argument = directive.arguments?.find((given) => given.name.value === name);
  return argument === undefined ? undefined : valueFromASTUntyped(argument.value);
}

/** As {@link readArgument}, when the value is a string. */
export function readStringArgument(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = readArgument(directive, name);
  return typeof value === 'string' ? value : undefined;
}

/** The applications of one directive among an element's directives. */
export function applicationsOf(
  element: { readonly directives?: readonly ConstDirectiveNode[] | undefined },
  directiveName: string,
): readonly ConstDirectiveNode[] {
  return element.directives?.filter(({ name }) => name.value === directiveName) ?? [];
}
