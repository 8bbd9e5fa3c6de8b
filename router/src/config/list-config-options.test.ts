import { describe, expect, it } from 'vitest';
import { listConfigOptions } from './list-config-options.js';
import { routerConfigJsonSchema } from './router-config-json-schema.js';

const options = listConfigOptions(routerConfigJsonSchema());
const find = (path: string) => options.find((option) => option.path === path);

describe('the options of the configuration', () => {
  it('are found in groups, lists and groups by name', () => {
    expect(find('port')).toMatchObject({ kind: 'whole number', default: 4000, required: false });
    expect(find('cors.origins')).toMatchObject({ kind: '"*" | list of text', required: true });
    expect(find('subgraphs.<name>.url')).toMatchObject({ kind: 'text', required: true });
    expect(options.filter(({ path }) => path.includes('[].')).length).toBeGreaterThan(3);
  });

  it('are each described', () => {
    expect(options.filter(({ description }) => description === '').map(({ path }) => path)).toEqual([]);
  });

  it('are in the file, not only in code', () => {
    expect(options.filter(({ path }) => path.endsWith('.load'))).toEqual([]);
  });
});
