import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compose } from '../domain/compose.js';
import { addresseeOf } from '../domain/recipient.js';
import { TemplateError } from '../domain/render-template.js';
import { TEMPLATES } from './templates.js';

const person = {
  userId: '0199f3a0-0000-7000-8000-000000000002',
  email: 'ann@example.test',
  firstName: 'Ann',
};
const shopUrl = 'https://shop.test';

describe('the templates', () => {
  it('are as many as there are files, each named for its key', () => {
    const files = readdirSync(import.meta.dirname).filter((file) => !file.startsWith('templates.'));
    expect(TEMPLATES.map(({ key }) => `${key}.ts`).sort()).toEqual(files.sort());
  });

  it.each(TEMPLATES.map((template) => [template.key, template] as const))(
    '%s has all placeholders filled by its sample',
    (_key, template) => {
      const { subject, body, secretText } = compose(template, addresseeOf(template.channel, person), {
        ...template.sample,
        shopUrl,
      });
      expect(`${subject}\n${body}\n${secretText ?? ''}`).not.toMatch(/\{\{|\}\}|undefined/);
      for (const [name, value] of Object.entries(template.sample)) {
        expect(`${subject}\n${secretText ?? body}`, name).toContain(value);
      }
    },
  );

  it.each(
    TEMPLATES.flatMap((template) =>
      Object.keys(template.sample).map((name) => [template.key, name, template] as const),
    ),
  )('%s is refused without its %s', (_key, missing, template) => {
    const values = Object.fromEntries(
      Object.entries({ ...template.sample, shopUrl }).filter(([name]) => name !== missing),
    );
    expect(() => compose(template, addresseeOf(template.channel, person), values)).toThrow(TemplateError);
  });

  it('carry secret links in mails only', () => {
    const secret = TEMPLATES.filter((template) => 'token' in template.sample);
    expect(secret.map(({ key, channel }) => [key, channel])).toEqual([
      ['email-verification', 'EMAIL'],
      ['password-reset', 'EMAIL'],
    ]);
  });
});
