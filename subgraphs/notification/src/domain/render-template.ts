import type { TemplateValues } from './notification.js';

/** What stands in the place of a secret wherever a text is kept or shown. */
export const MASK = '••••••••';

/** Placeholders whose values are never kept or shown. */
const SECRETS: ReadonlySet<string> = new Set(['token']);

const PLACEHOLDER = /\{\{(\w+)\}\}/g;

/** Thrown when a template asks for a value that nobody gave. Trying again cannot help. Code `TEMPLATE_VALUE_MISSING`. */
export class TemplateError extends Error {
  readonly code = 'TEMPLATE_VALUE_MISSING';
  readonly retryable = false;

  constructor(readonly placeholder: string) {
    super(`The template needs a value for {{${placeholder}}}.`);
    this.name = 'TemplateError';
  }
}

/**
 * Fills the `{{placeholders}}` of a text. Values are taken as they are: a placeholder inside a value stays text.
 * @throws {TemplateError} Thrown when a value is missing.
 */
export function renderTemplate(text: string, values: TemplateValues): string {
  return text.replace(PLACEHOLDER, (_match, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new TemplateError(name);
    return value;
  });
}

/** As {@link renderTemplate}, on one line: a line break in a subject would let a value add headers to a mail. */
export function renderSubject(text: string, values: TemplateValues): string {
  return renderTemplate(text, values)
    .replace(/[\r\n\u2028\u2029]+/g, ' ')
    .trim();
}

/** The values with their secrets masked; the same object when there are none. */
export function maskSecrets(values: TemplateValues): TemplateValues {
  if (!Object.keys(values).some((name) => SECRETS.has(name))) return values;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, SECRETS.has(name) ? MASK : value]),
  );
}
