import { describe, expect, it } from 'vitest';
import { parseDeliverySettings } from './parse-delivery-settings.js';
import { parseShopUrl } from './parse-shop-url.js';

const MAIL_FROM = 'Shop <shop@example.test>';
const from = { name: 'Shop', address: 'shop@example.test' };

describe('the variables of delivery', () => {
  it.each([{}, { SMTP_URL: '', SMS_GATEWAY_URL: '', PUSH_GATEWAY_URL: '' }, { MAIL_FROM }])(
    '%j names nobody',
    (env) => {
      expect(parseDeliverySettings(env)).toEqual({ smtp: null, sms: null, push: null, operatorEmail: null });
    },
  );

  it.each([
    ['smtp://mail.example.test', { host: 'mail.example.test', port: 587, tls: false, credentials: null }],
    ['smtps://mail.example.test/', { host: 'mail.example.test', port: 465, tls: true, credentials: null }],
    ['smtp://[::1]:2525', { host: '::1', port: 2525, tls: false, credentials: null }],
    [
      'smtp://shop%40example.test:p%3As%2Fs@mail.example.test:25',
      {
        host: 'mail.example.test',
        port: 25,
        tls: false,
        credentials: { user: 'shop@example.test', password: 'p:s/s' },
      },
    ],
  ])('SMTP_URL %s names a server', (SMTP_URL, expected) => {
    expect(parseDeliverySettings({ SMTP_URL, MAIL_FROM }).smtp).toEqual({ ...expected, from });
  });

  it.each([
    ['shop@example.test', { name: '', address: 'shop@example.test' }],
    ['"The Shop" <shop@example.test>', { name: 'The Shop', address: 'shop@example.test' }],
    ['Ünser Läden <shop@example.test>', { name: 'Ünser Läden', address: 'shop@example.test' }],
  ])('MAIL_FROM %s names a sender', (text, expected) => {
    const { smtp } = parseDeliverySettings({ SMTP_URL: 'smtp://mail.example.test', MAIL_FROM: text });
    expect(smtp?.from).toEqual(expected);
  });

  it.each([
    { SMTP_URL: 'smtp://user:secret@', MAIL_FROM },
    { SMTP_URL: 'http://user:secret@mail.example.test', MAIL_FROM },
    { SMTP_URL: 'smtp://secret@mail.example.test', MAIL_FROM },
    { SMTP_URL: 'smtp://user:%secret@mail.example.test', MAIL_FROM },
    { SMTP_URL: 'smtp://mail.example.test/?secret=1', MAIL_FROM },
    { SMTP_URL: 'secret', MAIL_FROM },
    { SMTP_URL: 'smtp://user:secret@mail.example.test' },
    { SMTP_URL: 'smtp://mail.example.test', MAIL_FROM: 'secret' },
    { SMTP_URL: 'smtp://mail.example.test', MAIL_FROM: 'Shop\r\nBcc: secret@example.test <a@b.test>' },
    { SMTP_URL: 'smtp://mail.example.test', MAIL_FROM: 'a@b.test, secret@example.test' },
    { SMS_GATEWAY_URL: 'https://sms.example.test' },
    { SMS_GATEWAY_URL: 'https://sms.example.test', SMS_GATEWAY_TOKEN: 'secret\r\nX-Evil: 1' },
    { PUSH_GATEWAY_URL: 'https://user:secret@push.example.test', PUSH_GATEWAY_TOKEN: 'token' },
    { PUSH_GATEWAY_URL: 'ftp://secret', PUSH_GATEWAY_TOKEN: 'token' },
    { OPERATOR_EMAIL: 'secret' },
    { OPERATOR_EMAIL: 'Secret <ops@example.test>' },
    { OPERATOR_EMAIL: 'ops@example.test, secret@example.test' },
    { OPERATOR_EMAIL: 'ops@example.test\r\nBcc: secret@example.test' },
  ])('%j is refused without being repeated', (env) => {
    expect(() => parseDeliverySettings(env)).toThrow(
      expect.objectContaining({ code: 'DELIVERY_SETTINGS_INVALID' }),
    );
    expect(() => parseDeliverySettings(env)).not.toThrow('secret');
  });

  it('gives each channel its own gateway', () => {
    const env = { PUSH_GATEWAY_URL: 'https://push.example.test/v1', PUSH_GATEWAY_TOKEN: 'abc.def==' };
    expect(parseDeliverySettings(env)).toEqual({
      smtp: null,
      sms: null,
      push: { url: 'https://push.example.test/v1', token: 'abc.def==' },
      operatorEmail: null,
    });
  });
});

describe('the variable of the operators', () => {
  it.each([
    ['ops@example.test', 'ops@example.test'],
    ['', null],
  ])('OPERATOR_EMAIL %j: mails go to %j', (OPERATOR_EMAIL, expected) => {
    expect(parseDeliverySettings({ OPERATOR_EMAIL }).operatorEmail).toBe(expected);
  });
});

describe('the variable of the shop', () => {
  it.each([
    [undefined, null],
    ['', null],
    ['https://shop.example.test/', 'https://shop.example.test'],
    ['https://example.test/shop/', 'https://example.test/shop'],
  ])('SHOP_URL %s: links lead to %s', (SHOP_URL, expected) => {
    expect(parseShopUrl({ SHOP_URL })).toBe(expected);
  });

  it.each(['shop.example.test', 'javascript:alert(1)', 'https://u:p@shop.test', 'https://shop.test/?a=1'])(
    'SHOP_URL %s is refused',
    (SHOP_URL) => {
      expect(() => parseShopUrl({ SHOP_URL })).toThrow(
        expect.objectContaining({ code: 'DELIVERY_SETTINGS_INVALID' }),
      );
    },
  );
});
