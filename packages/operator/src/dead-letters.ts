import type { Client } from '@techally/client';
import { createClient } from '@techally/client';
import {
  AdminDeadLettersDocument,
  AdminDiscardDeadLetterDocument,
  AdminRedriveDeadLetterDocument,
} from '@techally/client-admin';
import { LoginDocument } from '@techally/client-storefront';
import type { DeadLettersCommand } from './dead-letters-arguments.js';

/** The most that the router tells at once. */
const PAGE = 100;

/**
 * Does what it is asked for, and says what it did, line by line.
 * @returns Whether all of it was done: a letter may be gone meanwhile.
 */
export async function deadLetters(
  command: DeadLettersCommand,
  say: (line: string) => void,
  fetchOption?: (url: string, init: RequestInit) => Promise<Response>,
): Promise<boolean> {
  const client = await signIn(command, fetchOption);
  const { action, all, queue } = command;
  if (action === 'list') {
    const letters = await list(client, queue);
    for (const { id, queue: from, failedAt, error } of letters)
      say(`${id}  ${failedAt}  ${from}\n    ${error}`);
    say(`${String(letters.length)}${letters.length === PAGE ? ' or more' : ''} dead letters.`);
    return true;
  }
  let done = 0;
  const refused: string[] = [];
  const each = async (id: string): Promise<void> => {
    const problem = await settle(client, action, id);
    if (problem === null) done += 1;
    else refused.push(`${id}: ${problem}`);
  };
  // Some page after page: what is redriven may fail again, and comes back under another id; each is taken once.
  const taken = new Set<string>();
  for (let ids = all ? await namesOf(client, queue) : command.ids; ids.length > 0;) {
    for (const id of ids) {
      taken.add(id);
      await each(id);
    }
    ids = all && ids.length === PAGE ? (await namesOf(client, queue)).filter((id) => !taken.has(id)) : [];
  }
  for (const line of refused) say(line);
  say(`${String(done)} ${action === 'redrive' ? 'redriven' : 'discarded'}.`);
  return refused.length === 0;
}

async function signIn(
  { url, apiKey, admin }: DeadLettersCommand,
  fetchOption?: (url: string, init: RequestInit) => Promise<Response>,
): Promise<Client> {
  const client = createClient({
    url,
    fetch: reaching(url, fetchOption ?? fetch),
    ...(apiKey === null ? {} : { headers: { 'x-api-key': apiKey } }),
  });
  if (apiKey !== null) return client;
  const { login } = await client.request(LoginDocument, { input: admin });
  if (login.accessToken == null) {
    throw new Error(login.userErrors.map(({ message }) => message).join(' ') || 'Nobody can sign in.');
  }
  return client.withToken(login.accessToken);
}

/** Fetches, and says which router it is that does not answer: the platform's error does not. */
function reaching(
  url: string,
  send: (url: string, init: RequestInit) => Promise<Response>,
): (url: string, init: RequestInit) => Promise<Response> {
  return async (...request) => {
    try {
      return await send(...request);
    } catch (cause) {
      throw new Error(`There is no router at ${url}: start it, or name another one by --url.`, { cause });
    }
  };
}

async function list(client: Client, queue: string | null) {
  const { deadLetters: letters } = await client.request(AdminDeadLettersDocument, { first: PAGE });
  return queue === null ? letters : letters.filter((letter) => letter.queue === queue);
}

async function namesOf(client: Client, queue: string | null): Promise<readonly string[]> {
  return (await list(client, queue)).map(({ id }) => id);
}

/** @returns What is wrong; null when it was done. */
async function settle(client: Client, action: 'redrive' | 'discard', id: string): Promise<string | null> {
  const input = { id };
  const { userErrors } =
    action === 'redrive'
      ? (await client.request(AdminRedriveDeadLetterDocument, { input })).redriveDeadLetter
      : (await client.request(AdminDiscardDeadLetterDocument, { input })).discardDeadLetter;
  return userErrors.length === 0 ? null : userErrors.map(({ message }) => message).join(' ');
}
