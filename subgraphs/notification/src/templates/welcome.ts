import { defineTemplate } from '../domain/template.js';

/** Sent when somebody has registered. */
export const welcome = defineTemplate({
  key: 'welcome',
  channel: 'EMAIL',
  events: ['UserRegistered'],
  subject: 'Welcome to TechAlly, {{firstName}}',
  body: `Hello {{firstName}},

your account is ready. Have a look around: {{shopUrl}}

The TechAlly team
`,
  sample: {},
});
