import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StackSettings } from '../stack-settings.js';

type Settings = Pick<StackSettings, 'databases' | 'dataDirectory'>;

/** Raise it when the demonstration changes, and the next start loads what is missing. */
const VERSION = 1;

function markerOf(settings: Settings): string {
  return join(settings.dataDirectory, `demo-loaded-${VERSION}`);
}

/**
 * Whether the embedded databases have the demonstration already. Loading it again would change nothing, and cost a
 * restart a second or two. A server of one's own is asked each time: the folder says nothing about it.
 */
export function demoIsLoaded(settings: Settings): boolean {
  return settings.databases.kind === 'embedded' && existsSync(markerOf(settings));
}

/** Remembers, beside the embedded databases, that all of the demonstration is loaded. */
export async function noteDemoLoaded(settings: Settings): Promise<void> {
  if (settings.databases.kind === 'embedded') await writeFile(markerOf(settings), '');
}
