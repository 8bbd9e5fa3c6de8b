import type { TemplateValues } from './notification.js';
import type { Addressee } from './recipient.js';
import { maskSecrets, renderSubject, renderTemplate } from './render-template.js';
import type { TemplateText } from './template.js';

/** A notification in words, ready to be kept and sent. */
export interface Composition {
  readonly subject: string;
  /** With secrets masked. */
  readonly body: string;
  /** With secrets; null where there are none. */
  readonly secretText: string | null;
  readonly address: string;
}

/**
 * Writes a notification to somebody.
 * @throws {TemplateError} Thrown when the template asks for a value that nobody gave.
 */
export function compose(template: TemplateText, addressee: Addressee, values: TemplateValues): Composition {
  const all = { ...values, firstName: addressee.firstName };
  const shown = maskSecrets(all);
  return {
    subject: renderSubject(template.subject, shown),
    body: renderTemplate(template.body, shown),
    secretText: shown === all ? null : renderTemplate(template.body, all),
    address: addressee.address,
  };
}
