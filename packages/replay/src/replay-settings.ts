import { parseArgs } from 'node:util';
import { z } from 'zod';

/** What `npm run replay` takes. */
export interface ReplaySettings {
  /** `--url`: the router's GraphQL endpoint. Default `http://127.0.0.1:4000/graphql`. */
  readonly url: string;
  /** `--concurrency`: customers at work at once. Default 8. */
  readonly concurrency: number;
  /** `--orders`: only the first so many orders by date. Default all. */
  readonly orders: number;
  /** `--state`: the file that remembers what is done, so that a stopped replay goes on. Default `.data/replay.json`. */
  readonly stateFile: string;
  /** `REPLAY_ADMIN_EMAIL` and `REPLAY_ADMIN_PASSWORD`: who reads the statistics. Default: the demonstration's administrator. */
  readonly admin: { readonly email: string; readonly password: string };
  /** `REPLAY_API_KEY`: sent with requests that have no token, where limits would stop an anonymous client. */
  readonly apiKey: string | null;
}

/** Thrown when an argument is unknown or unusable. */
export class ReplaySettingsError extends Error {
  readonly code = 'REPLAY_SETTINGS_INVALID';
}

const schema = z.object({
  url: z.url('--url is a URL').default('http://127.0.0.1:4000/graphql'),
  concurrency: z.coerce.number().int('--concurrency is a whole number').min(1).max(64).default(8),
  orders: z.coerce.number().int('--orders is a whole number').min(1).default(Number.MAX_SAFE_INTEGER),
  state: z.string().min(1).default('.data/replay.json'),
});

/** @throws {ReplaySettingsError} Thrown for unknown arguments and unusable values. */
export function parseReplaySettings(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ReplaySettings {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        url: { type: 'string' },
        concurrency: { type: 'string' },
        orders: { type: 'string' },
        state: { type: 'string' },
      },
    });
    const { url, concurrency, orders, state } = schema.parse(values);
    return {
      url,
      concurrency,
      orders,
      stateFile: state,
      admin: {
        email: env['REPLAY_ADMIN_EMAIL'] ?? 'admin@techally.example',
        password: env['REPLAY_ADMIN_PASSWORD'] ?? 'Admin0001',
      },
      apiKey: env['REPLAY_API_KEY'] ?? null,
    };
  } catch (error) {
    const message =
      error instanceof z.ZodError ? error.issues.map((issue) => issue.message).join('; ') : String(error);
    throw new ReplaySettingsError(message, { cause: error });
  }
}
