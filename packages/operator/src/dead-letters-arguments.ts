import { parseArgs } from 'node:util';

/** What `npm run dead-letters` is asked for. */
export interface DeadLettersCommand {
  readonly action: 'list' | 'redrive' | 'discard';
  /** Of dead letters. */
  readonly ids: readonly string[];
  /** `--all`: every one, or every one of `--queue`. */
  readonly all: boolean;
  /** `--queue`: only those that failed there, such as `order.PaymentCompleted`. */
  readonly queue: string | null;
  /** `--url`: the router's GraphQL endpoint. Default `http://127.0.0.1:4000/graphql`. */
  readonly url: string;
  /** `API_KEY`: with the scopes `admin:messages:read` and `admin:messages:write`; else somebody signs in. */
  readonly apiKey: string | null;
  /** `ADMIN_EMAIL` and `ADMIN_PASSWORD`. Default: the demonstration's administrator. */
  readonly admin: { readonly email: string; readonly password: string };
}

/** Thrown when an argument is unknown or unusable. */
export class DeadLettersArgumentError extends Error {
  readonly code = 'DEAD_LETTERS_ARGUMENTS_INVALID';
}

const ACTIONS = ['list', 'redrive', 'discard'] as const;

/** @throws {DeadLettersArgumentError} Thrown for unknown arguments, and when it is not said which letters are meant. */
export function readDeadLettersArguments(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): DeadLettersCommand {
  const { values, positionals } = parse(args);
  const [word = 'list', ...ids] = positionals;
  const action = ACTIONS.find((each) => each === word);
  if (action === undefined) throw new DeadLettersArgumentError(`Known are ${ACTIONS.join(', ')}.`);
  const { all, queue = null, url } = values;
  if (action === 'list' ? all || ids.length > 0 : all === ids.length > 0)
    throw new DeadLettersArgumentError('redrive and discard take ids or --all; list takes neither.');
  if (!URL.canParse(url)) throw new DeadLettersArgumentError('--url is a URL.');
  return {
    action,
    ids,
    all,
    queue,
    url,
    apiKey: env['API_KEY'] ?? null,
    admin: {
      email: env['ADMIN_EMAIL'] ?? 'admin@techally.example',
      password: env['ADMIN_PASSWORD'] ?? 'Admin0001',
    },
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        all: { type: 'boolean', default: false },
        queue: { type: 'string' },
        url: { type: 'string', default: 'http://127.0.0.1:4000/graphql' },
      },
    });
  } catch (error) {
    throw new DeadLettersArgumentError(error instanceof Error ? error.message : String(error));
  }
}
