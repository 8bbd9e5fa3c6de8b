import { createRequire } from 'node:module';
import type { RouterConfigInput } from '@techally/router';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { ClientProject } from './client-project.js';
import { createClientProject } from './client-project.js';
import { PEOPLE_SCHEMA, startPeople } from './start-people.js';

// A manifest that Relay's compiler wrote, and requests as Relay's network layers send them.

const APP = `
  import { graphql } from 'relay-runtime';
  graphql\`query appMeQuery { me { ...app_name } }\`;
  graphql\`fragment app_name on Person { name }\`;
  graphql\`mutation appRenameMutation($id: ID!) { rename(id: $id, name: "Eve") { name } }\`;
`;
const CONFIG = {
  src: './src',
  schema: './schema.graphql',
  language: 'javascript',
  persistConfig: { file: './documents.json', algorithm: 'MD5' },
};

const require = createRequire(import.meta.url);

let project: ClientProject;
let documents: Readonly<Record<string, string>>;
beforeAll(async () => {
  project = await createClientProject({
    'src/app.js': APP,
    'schema.graphql': PEOPLE_SCHEMA,
    'documents.json': '{}',
    'relay.config.json': JSON.stringify(CONFIG),
  });
  await project.run(require.resolve('relay-compiler/cli.js'), 'relay.config.json');
  documents = JSON.parse(await project.readText('documents.json')) as Record<string, string>;
});
afterAll(() => project.remove());

/** The id by which the compiled code of an operation asks. */
async function idOf(operation: string): Promise<string> {
  const compiled = await project.readText(`src/__generated__/${operation}.graphql.js`);
  return /"id": "([0-9a-f]{32})"/.exec(compiled)?.[1] ?? '';
}

type Level = NonNullable<NonNullable<RouterConfigInput['persistedDocuments']>['level']>;

async function start(level: Level) {
  const people = await startPeople({ level, manifests: [{ file: project.pathOf('documents.json') }] });
  onTestFinished(() => people.router.close());
  const headers = { 'content-type': 'application/json' };
  return async (body: object, asGet = false) => {
    const parameters = new URLSearchParams(
      Object.entries(body).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    );
    const response = await (asGet
      ? fetch(`${people.url}?${parameters.toString()}`, { headers: { 'apollo-require-preflight': 'true' } })
      : fetch(people.url, { method: 'POST', headers, body: JSON.stringify(body) }));
    return (await response.json()) as any;
  };
}

describe.each(['off', 'audit', 'safelist', 'safelist-ids'] as const)(
  'a manifest of Relay at level %s',
  (level) => {
    it('holds the documents that its compiled code asks for, by POST and GET', async () => {
      expect(Object.keys(documents)).toHaveLength(2);
      const send = await start(level);
      const query = { doc_id: await idOf('appMeQuery'), variables: {} };
      expect(documents[query.doc_id]).toContain('query appMeQuery');
      const answer = { data: { me: { id: '1', name: 'Ann' } } };
      expect(await send(query)).toEqual(answer);
      expect(await send(query, true)).toEqual(answer);
      const mutation = { doc_id: await idOf('appRenameMutation'), variables: { id: '7' } };
      expect(await send(mutation)).toEqual({ data: { rename: { id: '7', name: 'Eve' } } });
      expect((await send(mutation, true)).errors[0].extensions.code).toBe('METHOD_NOT_ALLOWED');
    });

    it('holds no others', async () => {
      const send = await start(level);
      expect((await send({ doc_id: 'f'.repeat(32) })).errors[0].extensions.code).toBe(
        'PERSISTED_QUERY_NOT_IN_LIST',
      );
    });
  },
);
