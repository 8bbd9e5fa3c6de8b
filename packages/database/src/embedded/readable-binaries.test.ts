import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { binariesIn, locatePostgresBinaries } from './postgres-binaries.js';
import { readableBinaries } from './readable-binaries.js';
import { findDatabaseUser } from './system-user.js';

test('the binaries that npm installed are of PostgreSQL 18 and can be run', async () => {
  const { postgres, majorVersion } = await locatePostgresBinaries();
  expect(majorVersion).toBe('18');
  expect(execFileSync(postgres, ['--version'], { encoding: 'utf8' })).toContain('PostgreSQL) 18');
});

test('an ordinary user gets the binaries where they are', async () => {
  const binaries = await locatePostgresBinaries();
  expect(await readableBinaries(binaries, null, () => expect.unreachable())).toBe(binaries);
});

test.runIf(process.getuid?.() === 0)(
  'root gets a copy, made once, of binaries in a place that only root may enter',
  async () => {
    // mkdtemp makes directories that only their owner may enter.
    const closed = await mkdtemp(join(tmpdir(), 'techally-closed-'));
    onTestFinished(() => rm(closed, { recursive: true, force: true }));
    const source = binariesIn(closed, `0.0.0-test-${String(process.pid)}`);
    const files: [path: string, text: string, mode: number][] = [
      [source.initdb, '#!/bin/sh\ncat "$(dirname "$0")/../lib/link"\n', 0o700],
      [source.postgres, '#!/bin/sh\n', 0o700],
      [join(closed, 'share', 'postgresql', 'postgres.bki'), 'catalogue', 0o600],
      [join(closed, 'lib', 'library'), 'from the library', 0o600],
    ];
    for (const [path, text, mode] of files) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text, { mode });
    }
    await symlink('library', join(closed, 'lib', 'link'));
    const user = await findDatabaseUser('/nonexistent');
    if (!user) throw new Error('Root has to run the server as somebody else.');

    let copies = 0;
    const copy = await readableBinaries(source, user, () => (copies += 1));
    onTestFinished(() => rm(copy.root, { recursive: true, force: true }));
    expect(execFileSync(copy.initdb, { ...user, encoding: 'utf8' })).toBe('from the library');
    expect((await stat(copy.root)).mode & 0o022).toBe(0);
    expect(await readableBinaries(source, user, () => (copies += 1))).toEqual(copy);
    expect(copies).toBe(1);

    // A sweep of the temporary directory took a file: the copy is made anew.
    await rm(join(copy.root, 'lib', 'library'));
    await readableBinaries(source, user, () => (copies += 1));
    expect(copies).toBe(2);
  },
);
