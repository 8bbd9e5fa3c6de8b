import { describe, expect, test } from 'vitest';
import { parseElasticsearchSettings } from './parse-elasticsearch-settings.js';

describe('the variables of Elasticsearch', () => {
  test.each<[Record<string, string>, ReturnType<typeof parseElasticsearchSettings>]>([
    [{}, null],
    [{ ELASTICSEARCH_URL: '', ELASTICSEARCH_INDEX: 'x' }, null],
    [{ ELASTICSEARCH_URL: 'http://es:9200' }, { url: 'http://es:9200', indexPrefix: 'techally-products' }],
    [
      { ELASTICSEARCH_URL: 'https://a:b@es', ELASTICSEARCH_INDEX: 'shop-2' },
      { url: 'https://a:b@es', indexPrefix: 'shop-2' },
    ],
  ])('%j name %j', (env, settings) => {
    expect(parseElasticsearchSettings(env)).toEqual(settings);
  });

  test.each<Record<string, string>>([
    { ELASTICSEARCH_URL: 'redis://:secret@es' },
    { ELASTICSEARCH_URL: 'secret' },
    { ELASTICSEARCH_URL: 'http://:secret@es', ELASTICSEARCH_INDEX: 'Shop' },
    { ELASTICSEARCH_URL: 'http://:secret@es', ELASTICSEARCH_INDEX: 'a*' },
    { ELASTICSEARCH_URL: 'http://:secret@es', ELASTICSEARCH_INDEX: 'x'.repeat(101) },
  ])('%j are refused without being repeated', (env) => {
    expect(() => parseElasticsearchSettings(env)).toThrow(
      expect.objectContaining({ code: 'ELASTICSEARCH_SETTINGS_INVALID' }),
    );
    expect(() => parseElasticsearchSettings(env)).not.toThrow('secret');
  });
});
