import { describe, expect, it } from 'vitest';
import { smtpSendError } from './smtp-send-error.js';

describe('what an error of SMTP means for a mail', () => {
  it.each([
    ['a login that is refused passes', { code: 'EAUTH', responseCode: 535, permanent: true }, true],
    ['a greeting that refuses us passes', { code: 'EPROTOCOL', responseCode: 554, permanent: true }, true],
    ['a full mailbox passes', { code: 'EENVELOPE', responseCode: 452, permanent: false }, true],
    ['a text that is taken for spam stays', { code: 'EMESSAGE', responseCode: 554, permanent: true }, false],
    ['an envelope that nodemailer refuses stays', { code: 'EENVELOPE' }, false],
    ['a time-out passes', { code: 'ETIMEDOUT' }, true],
    ['what nobody knows passes', new Error('ann@example.test'), true],
    ['what is no error passes', undefined, true],
  ])('%s', (_title, cause, retryable) => {
    const error = smtpSendError(cause);
    expect(error.retryable).toBe(retryable);
    expect(error.message).not.toContain('ann@');
  });

  it('tells the codes of a reply and nothing else of it', () => {
    const response = '550-5.7.1 <ann@example.test> https://mail.example.test/why';
    const cause = { code: 'EMESSAGE', responseCode: 550, permanent: true, response };
    expect(smtpSendError(cause).message).toBe('The mail server has refused the mail: 550 5.7.1.');
  });
});
