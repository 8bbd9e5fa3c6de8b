import type { Fetch } from './fetch-plan.js';
import type { CollectedPart } from './collected-part.js';

interface Variables {
  readonly collected: readonly CollectedPart[];
  /** The client's. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Values of `@fromContext` arguments. */
  readonly extra: Readonly<Record<string, unknown>>;
}

/**
 * The variables of a fetch as JSON text: representations, and those of the client's variables that the operation uses.
 * A variable that the client left out is left out here, too: it is not the same as null.
 */
export function variablesText(fetch: Fetch, { collected, variables, extra }: Variables): string | undefined {
  let text = '';
  for (const { part, representations } of collected) {
    if (part.variableName === null) continue;
    text += `${text === '' ? '{' : ','}${JSON.stringify(part.variableName)}:[${representations.texts.join(',')}]`;
  }
  for (const name of Object.keys(extra)) text += member(text, name, extra[name]);
  for (const name of fetch.variableUsages) text += member(text, name, variables[name]);
  return text === '' ? undefined : `${text}}`;
}

function member(before: string, name: string, value: unknown): string {
  if (value === undefined) return '';
  return `${before === '' ? '{' : ','}${JSON.stringify(name)}:${JSON.stringify(value)}`;
}
