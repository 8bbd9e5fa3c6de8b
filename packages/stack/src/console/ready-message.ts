import { DEMO_ACCOUNTS } from '../seed/demo-accounts.js';

export interface ReadyMessageOptions {
  /** The router's address, without a slash at its end. */
  readonly url: string;
  /** Whether the demonstration accounts exist. */
  readonly demo: boolean;
  /** Milliseconds from the start to now. */
  readonly elapsed: number;
}

/** What the console says when everything runs. */
export function readyMessage({ url, demo, elapsed }: ReadyMessageOptions): string {
  const lines = [
    '',
    `The TechAlly Supergraph is ready after ${(elapsed / 1000).toFixed(1)} s.`,
    '',
    `  Sandbox   ${url}/`,
    `  GraphQL   ${url}/graphql`,
    `  Health    ${url}/health`,
  ];
  if (demo) {
    lines.push(
      '',
      'This is a DEMO: its accounts have passwords that everybody knows. Do not put it on a network.',
      '',
    );
    for (const { email, password, role, tier } of DEMO_ACCOUNTS) {
      const kind = role === 'ADMIN' ? 'administrator' : tier === 'PREMIUM' ? 'premium customer' : 'customer';
      lines.push(`  ${kind.padEnd(18)}${email.padEnd(30)}${password}`);
    }
  }
  lines.push('', 'Ctrl-C stops everything; the data is kept. `npm start -- --fresh` begins anew.', '');
  return lines.join('\n');
}
