import type { TemplateValues } from './notification.js';
import type { Person } from './recipient.js';
import type { TemplateDefinition } from './template.js';

/** Something that happened and that a customer, or the operators, are told, once. */
export interface Fact {
  /** Names the fact: two messages with the same key are about the same one. */
  readonly key: string;
  /** The customer; null when it is for the operators. */
  readonly userId: string | null;
  readonly template: TemplateDefinition;
  readonly values: TemplateValues;
  /** Null when it is about no order. */
  readonly orderId: string | null;
  /** Who it is told, where the message itself says so; null when they have to be known already. */
  readonly person: Person | null;
  /** When it is void; null when never. */
  readonly expiresAt: Date | null;
}

/** What a fact's notification is unique by. */
export function dedupeKey({ key, template }: Pick<Fact, 'key' | 'template'>): string {
  return `${key}/${template.key}/${template.channel}`;
}
