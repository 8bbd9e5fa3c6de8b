import { getLocation, Source } from 'graphql';
import { describe, expect, it } from 'vitest';
import { toGraphQLError } from './to-graphql-error.js';

describe('an error for Apollo Server', () => {
  it('keeps message, path, extensions and locations', () => {
    const formatted = {
      message: 'No.',
      path: ['a', 0],
      locations: [{ line: 1, column: 3 }],
      extensions: { code: 'X' },
    };
    expect(toGraphQLError(formatted, '{ a }').toJSON()).toEqual(formatted);
  });

  it('has no locations and no path where there are none', () => {
    expect(toGraphQLError({ message: 'No.' }, '{ a }').toJSON()).toEqual({ message: 'No.' });
  });

  it('finds every place of a text again, whatever ends its lines', () => {
    const text = 'a\nbc\r\n\r\rd\r\n e';
    for (let position = 0; position < text.length; position += 1) {
      const location = getLocation(new Source(text), position);
      const { locations } = toGraphQLError({ message: '', locations: [location] }, text);
      expect(locations).toEqual([location]);
    }
  });
});
