import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MESSAGES } from './catalogue.js';
import type { MessageDefinition } from './define-message.js';
import { SERVICES, SUBSCRIPTIONS } from './topology.js';

const kebabCase = (name: string) => name.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase();

describe('the catalogue of messages', () => {
  it('has every definition file, under the name of its type', () => {
    // The user service sends nothing of its own; what all of them send is in "audit".
    const domains = [...SERVICES.filter((service) => service !== 'user'), 'audit'];
    const files = domains.flatMap((domain) =>
      readdirSync(join(import.meta.dirname, domain)).map((file) => basename(file, '.ts')),
    );
    expect(files.sort()).toEqual(Object.keys(MESSAGES).map(kebabCase).sort());
  });

  it('keys each definition by its own type', () => {
    for (const [key, definition] of Object.entries(MESSAGES)) expect(definition.type).toBe(key);
  });

  it('describes every older version of a message, or none before some version', () => {
    for (const { type, version, older = [] } of Object.values<MessageDefinition>(MESSAGES)) {
      const versions = older.map((each) => each.version);
      expect(versions, type).toEqual(versions.map((_, index) => version - versions.length + index));
    }
  });
});

describe('the topology', () => {
  it('gives every command exactly one consumer', () => {
    const consumers = (type: string) =>
      SERVICES.filter((s) => (SUBSCRIPTIONS[s] as readonly string[]).includes(type));
    for (const { kind, type } of Object.values(MESSAGES)) {
      if (kind === 'command') expect(consumers(type), type).toHaveLength(1);
    }
  });

  it('lists no type twice for a service', () => {
    for (const service of SERVICES)
      expect(new Set(SUBSCRIPTIONS[service]).size).toBe(SUBSCRIPTIONS[service].length);
  });
});
