import { defineTemplate } from '../domain/template.js';

/** Warns the owner of an account that its password was changed. */
export const passwordChanged = defineTemplate({
  key: 'password-changed',
  channel: 'EMAIL',
  events: ['PasswordChanged'],
  subject: 'Your password was changed',
  body: `Hello {{firstName}},

the password of your account was changed on {{changed}}.
If that was not you, choose a new one at once: {{shopUrl}}/forgot-password
`,
  sample: { changed: '1 January 2026, 12:00 UTC' },
});
