import type { PageRequest } from '@techally/subgraph-kit';
import type { StoredTemplate, TemplateText } from '../domain/template.js';

/** The name of the one order of template lists (by key); part of every cursor. */
export const TEMPLATE_ORDER = 'TEMPLATES_BY_KEY';

/** The templates in use. */
export interface TemplateStore {
  /** Up to `page.limit + 1`, by key. */
  page(page: PageRequest): Promise<readonly StoredTemplate[]>;
  count(): Promise<number>;
  /** Inserts what is new, and updates what has other words than before, with the next version. */
  save(templates: readonly TemplateText[]): Promise<void>;
}
