import { describe, expect, it } from 'vitest';
import { readDeadLettersArguments } from './dead-letters-arguments.js';

describe('the arguments of npm run dead-letters', () => {
  it('list what there is, of the shop on this machine, in the name of the demonstration', () => {
    expect(readDeadLettersArguments([], {})).toEqual({
      action: 'list',
      ids: [],
      all: false,
      queue: null,
      url: 'http://127.0.0.1:4000/graphql',
      apiKey: null,
      admin: { email: 'admin@techally.example', password: 'Admin0001' },
    });
  });

  it('name letters, or all of a queue, and who asks', () => {
    expect(readDeadLettersArguments(['redrive', 'a', 'b'], { API_KEY: 'key' })).toMatchObject({
      action: 'redrive',
      ids: ['a', 'b'],
      apiKey: 'key',
    });
    expect(
      readDeadLettersArguments(['discard', '--all', '--queue', 'order.UserDeleted'], {
        ADMIN_EMAIL: 'a@example.com',
        ADMIN_PASSWORD: 'p',
      }),
    ).toMatchObject({
      action: 'discard',
      all: true,
      queue: 'order.UserDeleted',
      admin: { email: 'a@example.com', password: 'p' },
    });
  });

  it.each([
    [['bury']],
    [['redrive']],
    [['discard']],
    [['redrive', 'a', '--all']],
    [['list', 'a']],
    [['--all']],
    [['--loud']],
    [['--url', 'here']],
  ])('are refused: %j', (args) => {
    expect(() => readDeadLettersArguments(args, {})).toThrow(
      expect.objectContaining({ code: 'DEAD_LETTERS_ARGUMENTS_INVALID' }),
    );
  });
});
