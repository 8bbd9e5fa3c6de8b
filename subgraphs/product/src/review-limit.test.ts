import { randomUUID } from 'node:crypto';
import { NO_FIELD_LIMITS } from '@techally/subgraph-kit';
import { createSubgraphQuery, startTestService, testUser } from '@techally/subgraph-kit/testing';
import { expect, it, onTestFinished } from 'vitest';
import { createProductService } from './create-service.js';

const ADD_REVIEW = `mutation { addReview(input: { productId: "${randomUUID()}", rating: 5, body: "Good." }) {
  userErrors { code } } }`;

it('a customer writes no more reviews than the limit says, whoever else does', async () => {
  const fieldLimits = { ...NO_FIELD_LIMITS, addReview: { max: 2, windowMs: 3_600_000 } };
  const started = await startTestService('product', (dependencies) =>
    createProductService({ ...dependencies, fieldLimits }),
  );
  onTestFinished(() => started.stop());
  const query = createSubgraphQuery(started.service.subgraph);
  const add = async (identity = ann) => (await query(ADD_REVIEW, {}, identity)).errors?.[0]?.extensions;
  const ann = testUser(randomUUID());
  expect([await add(), await add()]).toEqual([undefined, undefined]);
  expect(await add()).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
  expect(await add(testUser(randomUUID()))).toBeUndefined();
});
