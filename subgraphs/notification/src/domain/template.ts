import type { Channel } from './channel.js';
import type { TemplateValues } from './notification.js';

/** The words of a notification. Texts have `{{placeholders}}`; `firstName` and `shopUrl` are always there. */
export interface TemplateText {
  /** In kebab-case, e.g. `order-confirmed`. */
  readonly key: string;
  readonly channel: Channel;
  readonly subject: string;
  readonly body: string;
}

/** A template as the program brings it along, with a sample of everything that it is filled with. */
export interface TemplateDefinition<Values extends TemplateValues = TemplateValues> extends TemplateText {
  /** The types of the messages that say what it tells. */
  readonly events: readonly string[];
  readonly sample: Values;
}

/** A template in use. */
export interface StoredTemplate extends TemplateText {
  /** Counts the changes of its texts, from 1. */
  readonly version: number;
  readonly updatedAt: Date;
}

/** Declares a template; whoever uses it has to give a value for each one of its sample. */
export function defineTemplate<const Name extends string>(
  definition: TemplateDefinition<Readonly<Record<Name, string>>>,
): TemplateDefinition<Readonly<Record<Name, string>>> {
  return definition;
}
