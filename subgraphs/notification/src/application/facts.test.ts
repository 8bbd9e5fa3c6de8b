import type { AnyMessage } from '@techally/contracts';
import { SUBSCRIPTIONS } from '@techally/contracts';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../domain/fact.js';
import { exampleMessages } from '../testing/every-message.js';
import { TEMPLATES } from '../templates/templates.js';
import { FACTS } from './facts.js';

const factOf = FACTS as unknown as Readonly<
  Record<string, ((message: AnyMessage) => Fact | null) | undefined>
>;

/** The key of the template, with the type of the message. */
const pairs = exampleMessages().flatMap((message) => {
  const fact = factOf[message.type]?.(message) ?? null;
  return fact === null ? [] : [`${fact.template.key} for ${message.type}`];
});

describe('what each message tells', () => {
  it('is what the templates say of themselves', () => {
    const said = TEMPLATES.flatMap(({ key, events }) => events.map((event) => `${key} for ${event}`));
    expect([...new Set(pairs)].sort()).toEqual(said.sort());
  });

  it('is tried with every message that the service consumes', () => {
    const types = new Set(exampleMessages().map(({ type }) => type));
    expect(types).toEqual(new Set(SUBSCRIPTIONS.notification));
  });
});
