import { defineTemplate } from '../domain/template.js';

/** Carries the link with which a forgotten password is replaced. */
export const passwordReset = defineTemplate({
  key: 'password-reset',
  channel: 'EMAIL',
  events: ['PasswordResetRequested'],
  subject: 'Choose a new password',
  body: `Hello {{firstName}},

you can choose a new password here:
{{shopUrl}}/reset-password?token={{token}}

The link works once, until {{expires}}.
If you have not asked for it, your password stays as it is.
`,
  sample: { token: 'sample-token', expires: '2 January 2026, 12:00 UTC' },
});
