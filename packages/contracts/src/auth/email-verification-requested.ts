import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { idField } from '../fields/id.js';

/**
 * Sent by auth after `register` and on `resendVerification`.
 * Consumed by notification, which mails the link. The token is a secret: handlers do not log this message.
 */
export const EmailVerificationRequested = defineMessage({
  type: 'EmailVerificationRequested',
  version: 1,
  kind: 'event',
  data: z.object({
    userId: idField,
    email: z.email(),
    firstName: z.string(),
    /** The single-use token itself; auth keeps only its hash. */
    token: z.string().min(1),
    expiresAt: z.iso.datetime(),
  }),
});
