import { describe, expect, test } from 'vitest';
import { parseAmqpUrl } from './parse-amqp-url.js';

describe('the variable of RabbitMQ', () => {
  test.each<[Record<string, string>, string | null]>([
    [{}, null],
    [{ AMQP_URL: '' }, null],
    [{ AMQP_URL: 'amqps://a:b@broker.example:5671/shop' }, 'amqps://a:b@broker.example:5671/shop'],
  ])('%j names %s', (env, url) => {
    expect(parseAmqpUrl(env)).toBe(url);
  });

  test.each([{ AMQP_URL: 'http://secret@broker' }, { AMQP_URL: 'secret' }, { AMQP_URL: 'amqp:secret' }])(
    '%j is refused without being repeated',
    (env) => {
      expect(() => parseAmqpUrl(env)).toThrow(expect.objectContaining({ code: 'AMQP_SETTINGS_INVALID' }));
      expect(() => parseAmqpUrl(env)).not.toThrow('secret');
    },
  );
});
