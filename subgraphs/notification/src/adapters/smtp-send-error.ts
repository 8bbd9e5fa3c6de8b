import { SendError } from '../ports/send-error.js';

/** What nodemailer says of an error. */
interface SmtpFailure {
  /** Nodemailer's own, such as `EENVELOPE`. */
  readonly code?: unknown;
  /** The system's, such as `ECONNREFUSED`. */
  readonly originalCode?: unknown;
  /** The server's whole reply, in which addresses like to be repeated. */
  readonly response?: unknown;
  readonly responseCode?: unknown;
  /** Whether the reply is of the kind 5yz, which says that the same command will fail again (RFC 5321, section 4.2.1). */
  readonly permanent?: unknown;
}

/** Refusals of this one mail. Those of the login and the greeting are about the shop or the server, and pass. */
const ABOUT_THE_MAIL: ReadonlySet<unknown> = new Set(['EENVELOPE', 'EMESSAGE']);

/** The enhanced status code of RFC 3463 at the beginning of a reply, such as `5.1.1`. */
const ENHANCED_STATUS = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/;

/** Says what an error of nodemailer means for a mail, in codes only. */
export function smtpSendError(cause: unknown): SendError {
  const failure: SmtpFailure = typeof cause === 'object' && cause !== null ? cause : {};
  const { code, originalCode, response, responseCode, permanent } = failure;
  if (typeof responseCode === 'number') {
    const status = typeof response === 'string' ? ENHANCED_STATUS.exec(response)?.[1] : undefined;
    const reply = [String(responseCode), status].filter((part) => part !== undefined).join(' ');
    return ABOUT_THE_MAIL.has(code)
      ? new SendError(`The mail server has refused the mail: ${reply}.`, { retryable: permanent !== true })
      : new SendError(`The mail server has refused the connection: ${reply}.`, { retryable: true });
  }
  // Found by nodemailer itself: an envelope that no server is to be shown.
  if (ABOUT_THE_MAIL.has(code))
    return new SendError('The mail has no envelope that could be sent.', { retryable: false });
  const reason = [originalCode, code].find((each) => typeof each === 'string') ?? 'no reason known';
  return new SendError(`The mail server cannot be reached: ${reason}.`, { retryable: true });
}
