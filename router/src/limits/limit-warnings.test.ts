import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createLimitWarnings } from './limit-warnings.js';

it('warns of each document once, and counts all requests', () => {
  const lines: Record<string, unknown>[] = [];
  const logger = pino({ level: 'warn' }, { write: (line: string) => lines.push(JSON.parse(line) as never) });
  const counted: string[] = [];
  const warn = createLimitWarnings({ logger, metrics: { countExceededLimit: (code) => counted.push(code) } });
  const exceeded = [
    { code: 'MAX_DEPTH_LIMIT', message: 'm', operationName: 'Q', measured: 9, limit: 3 } as const,
  ];
  warn(exceeded, true);
  warn(exceeded, false);
  expect(lines).toMatchObject([
    { operationName: 'Q', limits: [{ code: 'MAX_DEPTH_LIMIT', measured: 9, limit: 3 }] },
  ]);
  expect(counted).toEqual(['MAX_DEPTH_LIMIT', 'MAX_DEPTH_LIMIT']);
});
