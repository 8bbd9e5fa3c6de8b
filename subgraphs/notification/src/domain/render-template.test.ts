import { describe, expect, it } from 'vitest';
import { compose } from './compose.js';
import { maskMessage } from './mask-message.js';
import { MASK, renderSubject, renderTemplate, TemplateError } from './render-template.js';

const ann = { firstName: 'Ann', address: 'ann@example.test' };

describe('renderTemplate', () => {
  it('fills every placeholder with its value', () => {
    expect(renderTemplate('{{a}} and {{b}}, {{a}}', { a: '1', b: '2' })).toBe('1 and 2, 1');
  });

  it('refuses a placeholder without a value, and says that trying again cannot help', () => {
    expect(() => renderTemplate('{{a}} {{b}}', { a: '1' })).toThrow(TemplateError);
    expect(() => renderTemplate('{{toString}}', {})).toThrow(
      expect.objectContaining({ code: 'TEMPLATE_VALUE_MISSING', retryable: false }),
    );
  });

  it('leaves placeholders and dollar signs inside values alone', () => {
    expect(renderTemplate('{{a}}!', { a: '{{b}} $& $1' })).toBe('{{b}} $& $1!');
  });

  it('keeps a subject on one line, whatever a value holds', () => {
    expect(renderSubject('Hello {{a}}', { a: 'Ann\r\nBcc: eve@example.test' })).toBe(
      'Hello Ann Bcc: eve@example.test',
    );
  });
});

describe('compose', () => {
  const template = {
    key: 't',
    channel: 'EMAIL',
    subject: 'For {{firstName}}',
    body: 'link?token={{token}}',
  } as const;

  it('keeps secrets out of the text that is shown, and in the one that is sent', () => {
    expect(compose(template, ann, { token: 'abc' })).toEqual({
      subject: 'For Ann',
      body: `link?token=${MASK}`,
      secretText: 'link?token=abc',
      address: 'ann@example.test',
    });
  });

  it('has no second text where there is no secret', () => {
    expect(compose({ ...template, body: 'hi' }, ann, {})).toMatchObject({ secretText: null });
  });
});

describe('maskMessage', () => {
  it('masks secret fields at any depth and nothing else', () => {
    const message = {
      data: { token: 't', orderId: 'o', nested: [{ clientSecret: 's', paymentMethodToken: null }] },
    };
    expect(maskMessage(message)).toEqual({
      data: { token: MASK, orderId: 'o', nested: [{ clientSecret: MASK, paymentMethodToken: null }] },
    });
  });
});
