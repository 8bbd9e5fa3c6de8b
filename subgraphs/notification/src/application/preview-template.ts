import { renderSubject, renderTemplate, TemplateError } from '../domain/render-template.js';
import type { TemplateDefinition, TemplateText } from '../domain/template.js';

export interface TemplatePreview {
  readonly subject: string;
  readonly body: string;
}

/** Makes the function that fills a template with the sample of its definition; null when that does not fit. */
export function createTemplatePreview(definitions: readonly TemplateDefinition[], shopUrl: string) {
  const samples = new Map(definitions.map(({ key, sample }) => [key, sample]));
  return function preview({
    key,
    subject,
    body,
  }: Pick<TemplateText, 'key' | 'subject' | 'body'>): TemplatePreview | null {
    const values = { ...samples.get(key), firstName: 'Ann', shopUrl };
    try {
      return { subject: renderSubject(subject, values), body: renderTemplate(body, values) };
    } catch (error) {
      if (error instanceof TemplateError) return null;
      throw error;
    }
  };
}
