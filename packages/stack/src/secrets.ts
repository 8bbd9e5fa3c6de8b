import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** Secrets that the parts of one installation share. */
export interface Secrets {
  /** Signs the identity headers between the router and the services. */
  readonly identitySecret: string;
  /** Encrypts the private halves of the token signing keys at rest. */
  readonly keyEncryptionSecret: string;
}

const schema = z.object({ identitySecret: z.string().min(32), keyEncryptionSecret: z.string().min(32) });

/**
 * The secrets of an embedded installation: made at the first start and kept in `secrets.json` (mode 0600) beside the
 * database, since what they sign and encrypt is kept there too.
 */
export async function loadSecrets(dataDirectory: string): Promise<Secrets> {
  const file = join(dataDirectory, 'secrets.json');
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept !== null) return schema.parse(JSON.parse(kept));
  const secrets = {
    identitySecret: randomBytes(32).toString('base64url'),
    keyEncryptionSecret: randomBytes(32).toString('base64url'),
  };
  await mkdir(dataDirectory, { recursive: true });
  await writeFile(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}
