import { test } from 'vitest';
import { examplePerson } from './example-messages.js';
import { identityOf, startSubgraphFixture } from './subgraph-fixture.js';

/**
 * A test of the subgraph as its callers see it. It takes what it names: `fixture`, one for all tests of a file; `admin`; and
 * `ann`, a customer of the test's own, with whom mails are taken again.
 */
export const subgraphTest = test
  // With options, or the identity, which has a `scope`, would be taken for some.
  .extend('admin', { scope: 'file' }, identityOf(examplePerson(), 'ADMIN'))
  // eslint-disable-next-line no-empty-pattern -- Vitest reads from the pattern what a fixture needs: nothing.
  .extend('fixture', { scope: 'file' }, async ({}, { onCleanup }) => {
    const fixture = await startSubgraphFixture();
    onCleanup(() => fixture.close());
    return fixture;
  })
  .extend('ann', async ({ fixture }) => {
    fixture.sendMail = null;
    return fixture.createCustomer();
  });
