import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** Milliseconds that a tool may take; both take a second. */
const PATIENCE = 60_000;

/** A client's project in a folder of its own. */
export interface ClientProject {
  pathOf(name: string): string;
  /**
   * Runs a program of JavaScript in the folder; rejects with what it says when it fails.
   * @param program Its path.
   */
  run(program: string, ...args: readonly string[]): Promise<void>;
  readText(name: string): Promise<string>;
  remove(): Promise<void>;
}

/** @param files By their paths in the folder. */
export async function createClientProject(files: Readonly<Record<string, string>>): Promise<ClientProject> {
  const folder = await mkdtemp(join(tmpdir(), 'client-project-'));
  const pathOf = (name: string) => join(folder, name);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(pathOf(name)), { recursive: true });
    await writeFile(pathOf(name), text);
  }
  return {
    pathOf,
    async run(program, ...args) {
      await promisify(execFile)(process.execPath, [program, ...args], { cwd: folder, timeout: PATIENCE });
    },
    readText: (name) => readFile(pathOf(name), 'utf8'),
    remove: () => rm(folder, { recursive: true }),
  };
}
