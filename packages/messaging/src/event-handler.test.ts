import type { MessageByType } from '@techally/contracts';
import { describe, expect, it } from 'vitest';
import { EventHandler, handlersOf } from './event-handler.js';
import { userDeleted } from './testing/example-messages.js';

interface Tx {
  readonly log: string[];
}

class UserHandlers {
  constructor(private readonly name: string) {}

  @EventHandler('UserDeleted', 'UserRegistered')
  async remember({ type }: MessageByType<'UserDeleted' | 'UserRegistered'>, { log }: Tx): Promise<void> {
    log.push(`${this.name} ${type}`);
    await Promise.resolve();
  }
}

class Incomplete {
  @EventHandler('UserDeleted')
  async forget(): Promise<void> {}
}

class Superfluous {
  @EventHandler('UserDeleted', 'AuditRecorded')
  async forget(): Promise<void> {}
}

describe('handlers by decorator', () => {
  it('are called with the message and the transaction, on their object', async () => {
    const handlers = handlersOf<'user', Tx>('user', new UserHandlers('one'));
    const tx: Tx = { log: [] };
    await handlers.UserDeleted(userDeleted(), tx);
    expect(tx.log).toEqual(['one UserDeleted']);
    expect(Object.keys(handlers).sort()).toEqual(['UserDeleted', 'UserRegistered']);
  });

  it('are refused when one is missing, or would never be called', () => {
    expect(() => handlersOf('user', new Incomplete())).toThrow('user has no handler for UserRegistered.');
    expect(() => handlersOf('auth', {})).toThrow('auth has no handler for AuditRecorded.');
    expect(() => handlersOf('product', new Superfluous())).toThrow(
      'product does not subscribe to AuditRecorded.',
    );
  });

  it('are refused when a type has two of them', () => {
    expect(() => {
      class Twice {
        @EventHandler('UserDeleted')
        async first(): Promise<void> {}
        @EventHandler('UserDeleted')
        async second(): Promise<void> {}
      }
      return Twice;
    }).toThrow('UserDeleted has two handlers.');
  });
});
