import { mkdirSync, writeFileSync } from 'node:fs';

/**
 * Keeps a report in `results/`, by the minute that it was made in.
 * @param kind What the names of the files begin with, where it is not a comparison of gateways.
 */
export function writeResults(text: string, report: { readonly date: string }, kind?: string): void {
  const folder = new URL('../results/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  const minute = report.date.slice(0, 16).replace(':', '-');
  const name = kind === undefined ? minute : `${kind}-${minute}`;
  writeFileSync(new URL(`${name}.md`, folder), text);
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(report, null, 1)}\n`);
}
