import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { TypedDocumentNode } from '@apollo/client';
import {
  ApolloClient,
  ApolloLink,
  CombinedGraphQLErrors,
  gql,
  HttpLink,
  InMemoryCache,
  ServerError,
} from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import type { RouterConfigInput } from '@techally/router';
import type { DocumentNode } from 'graphql';
import { getOperationAST } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { ClientProject } from './client-project.js';
import { createClientProject } from './client-project.js';
import type { People } from './start-people.js';
import { startPeople } from './start-people.js';

// A real Apollo Client against a router that listens, with a manifest that Apollo's tool wrote from the client's source.

const SOURCES = {
  'src/me.graphql': 'query Me { me { ...PersonName } }',
  'src/rename.graphql': 'mutation Rename($id: ID!) { rename(id: $id, name: "Eve") { ...PersonName } }',
  'src/person-name.graphql': 'fragment PersonName on Person { id name }',
};
const FRAGMENT = gql`
  fragment PersonName on Person {
    id
    name
  }
`;
/** As in the source, but for spaces; the fragment stands first, as where it is put in front by its component. */
const ME: TypedDocumentNode<{ readonly me: { readonly name: string } }> = gql`
  ${FRAGMENT}
  query Me {
    me {
      ...PersonName
    }
  }
`;
const RENAME = gql`
  ${FRAGMENT}
  mutation Rename($id: ID!) {
    rename(id: $id, name: "Eve") {
      ...PersonName
    }
  }
`;
const OTHER = gql`
  query Other {
    people {
      email
    }
  }
`;

interface Manifest {
  readonly operations: readonly { readonly id: string; readonly name: string }[];
}

const require = createRequire(import.meta.url);

let project: ClientProject;
let ids: ReadonlyMap<string, string>;
beforeAll(async () => {
  project = await createClientProject(SOURCES);
  await project.run(require.resolve('@apollo/generate-persisted-query-manifest/cli.js'));
  const { operations } = JSON.parse(await project.readText('persisted-query-manifest.json')) as Manifest;
  ids = new Map(operations.map(({ id, name }) => [name, id]));
});
afterAll(() => project.remove());

type Level = NonNullable<NonNullable<RouterConfigInput['persistedDocuments']>['level']>;

async function start(level: Level): Promise<People> {
  const manifests = [{ file: project.pathOf('persisted-query-manifest.json') }];
  const people = await startPeople({ level, manifests });
  onTestFinished(() => people.router.close());
  return people;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** How a client sends documents. */
const LINKS = {
  'whole texts': () => [],
  'hashes of its texts': (useGETForHashedQueries: boolean) => [
    new PersistedQueryLink({ sha256, useGETForHashedQueries }),
  ],
  'ids of the manifest': (useGETForHashedQueries: boolean) => [
    new PersistedQueryLink({
      generateHash: (document: DocumentNode) =>
        ids.get(getOperationAST(document)?.name?.value ?? '') ?? 'not-listed',
      useGETForHashedQueries,
      disable: () => false,
      retry: () => false,
    }),
  ],
} as const;
type Sending = keyof typeof LINKS;

/** A client, and what it sends: the method, and whether the text of the document is there. */
function connect({ url }: People, sending: Sending, useGet = false) {
  const sent: string[] = [];
  const client = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.from([
      ...LINKS[sending](useGet),
      new HttpLink({
        uri: url,
        fetch: (input, init) => {
          const text =
            typeof init?.body === 'string' ? init.body : decodeURIComponent(new Request(input).url);
          sent.push(
            `${init?.method} ${text.includes('query') && /"query"|[?&]query=/.test(text) ? 'text' : 'id'}`,
          );
          return fetch(input, init);
        },
      }),
    ]),
    clientAwareness: { name: 'web', version: '1.2' },
    defaultOptions: { query: { fetchPolicy: 'no-cache' } },
  });
  onTestFinished(() => {
    client.stop();
  });
  /** The data of an answer, or the code of its error. */
  async function ask(query: DocumentNode): Promise<unknown> {
    return client.query({ query }).then(({ data }) => data, codeOf);
  }
  return { client, sent, ask };
}

/** Refusals of other statuses than 200 come as a server error with the body. */
function codeOf(error: unknown): unknown {
  if (CombinedGraphQLErrors.is(error)) return error.errors[0]?.extensions?.['code'];
  if (!ServerError.is(error)) throw error;
  const body = JSON.parse(error.bodyText) as { errors: [{ extensions: { code: string } }] };
  return body.errors[0].extensions.code;
}

const NAME = { me: { __typename: 'Person', id: '1', name: 'Ann' } };
const EMAIL = { people: [{ __typename: 'Person', email: 'ann@example.com' }] };

describe.each(['off', 'audit', 'safelist', 'safelist-ids'] as const)('Apollo Client at level %s', (level) => {
  const takesTexts = level !== 'safelist-ids';
  const takesAny = level === 'off' || level === 'audit';

  it.each([false, true])(
    'gets listed documents by the ids of the manifest, in one request (GET: %s)',
    async (useGet) => {
      const { ask, client, sent } = connect(await start(level), 'ids of the manifest', useGet);
      expect(await ask(ME)).toEqual(NAME);
      const { data } = await client.mutate({ mutation: RENAME, variables: { id: '7' } });
      expect(data).toEqual({ rename: { __typename: 'Person', id: '7', name: 'Eve' } });
      expect(sent).toEqual([useGet ? 'GET id' : 'POST id', 'POST id']);
    },
  );

  it('is told that an id is in no manifest, and its code', async () => {
    const { ask, sent } = connect(await start(level), 'ids of the manifest', true);
    expect(await ask(OTHER)).toBe(takesTexts ? 'PERSISTED_QUERY_NOT_FOUND' : 'PERSISTED_QUERY_NOT_IN_LIST');
    expect(sent).toEqual(['GET id']);
  });

  it.each([false, true])('with hashes of its own gets what the level allows (GET: %s)', async (useGet) => {
    const people = await start(level);
    const { ask, sent } = connect(people, 'hashes of its texts', useGet);
    const first = useGet ? 'GET id' : 'POST id';
    expect(await ask(ME)).toEqual(takesTexts ? NAME : 'PERSISTED_QUERY_NOT_IN_LIST');
    expect(sent).toEqual(takesTexts ? [first, 'POST text'] : [first]);
    sent.length = 0;
    expect(await ask(ME)).toEqual(takesTexts ? NAME : 'PERSISTED_QUERY_NOT_IN_LIST');
    expect(sent, 'the second time the hash is known').toEqual([first]);
    expect(await ask(OTHER)).toEqual(
      takesAny ? EMAIL : takesTexts ? 'QUERY_NOT_IN_SAFELIST' : 'PERSISTED_QUERY_NOT_IN_LIST',
    );
  });

  it('with whole texts gets what the level allows', async () => {
    const people = await start(level);
    const { ask } = connect(people, 'whole texts');
    expect(await ask(ME)).toEqual(takesTexts ? NAME : 'PERSISTED_QUERY_ID_REQUIRED');
    expect(await ask(OTHER)).toEqual(
      takesAny ? EMAIL : takesTexts ? 'QUERY_NOT_IN_SAFELIST' : 'PERSISTED_QUERY_ID_REQUIRED',
    );
    const unknown = people.log.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(unknown).toMatchObject(
      level === 'audit'
        ? [{ clientName: 'web', clientVersion: '1.2', document: expect.stringContaining('email') }]
        : [],
    );
  });
});
