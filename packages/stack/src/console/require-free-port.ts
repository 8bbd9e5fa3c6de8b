import { once } from 'node:events';
import { createServer } from 'node:net';

/** Thrown before anything is started, since a port is taken. */
export class PortInUseError extends Error {
  readonly code = 'PORT_IN_USE';
}

export interface PortRequirement {
  readonly host: string;
  readonly port: number;
  /** What to do about it, a sentence. */
  readonly advice: string;
}

/** Fails at once where a start would fail after half a minute. Throws {@link PortInUseError}. */
export async function requireFreePort({ host, port, advice }: PortRequirement): Promise<void> {
  const server = createServer();
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'EADDRINUSE') {
      throw new PortInUseError(`Port ${port} on ${host} is in use by another program. ${advice}`, { cause });
    }
    if (code === 'EACCES')
      throw new PortInUseError(`You may not open port ${port} on ${host}. ${advice}`, { cause });
    throw cause;
  }
  server.close();
  await once(server, 'close');
}
