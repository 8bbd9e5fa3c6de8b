import { describe, expect, it } from 'vitest';
import { CHANNELS } from './channel.js';
import { addresseeOf, operatorsAt } from './recipient.js';

const ann = { userId: '0199f3a0-0000-7000-8000-000000000002', email: 'ann@example.test', firstName: 'Ann' };

describe('whom a message is written to', () => {
  it.each(CHANNELS)('is known by the e-mail address for mails, and else by the account: %s', (channel) => {
    expect(addresseeOf(channel, ann)).toEqual({
      firstName: 'Ann',
      address: channel === 'EMAIL' ? ann.email : ann.userId,
    });
  });

  it('are the operators by their address', () => {
    expect(operatorsAt('ops@example.test').address).toBe('ops@example.test');
  });
});
