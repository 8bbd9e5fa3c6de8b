import { defineTemplate } from '../domain/template.js';

/** Carries the link that proves an e-mail address. */
export const emailVerification = defineTemplate({
  key: 'email-verification',
  channel: 'EMAIL',
  events: ['EmailVerificationRequested'],
  subject: 'Confirm your e-mail address',
  body: `Hello {{firstName}},

please confirm your e-mail address:
{{shopUrl}}/verify-email?token={{token}}

The link works once, until {{expires}}.
If you have not registered with TechAlly, you need do nothing.
`,
  sample: { token: 'sample-token', expires: '2 January 2026, 12:00 UTC' },
});
