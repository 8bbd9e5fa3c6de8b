import { readFileSync } from 'node:fs';
import {
  operationFromDocument,
  ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  Supergraph,
} from '@apollo/federation-internals';
import { prettyFormatQueryPlan, QueryPlanner } from '@apollo/query-planner';
import { MyOrdersDocument, ProductsDocument } from '@techally/client-storefront';
import { SUPERGRAPH_FILE } from '@techally/stack';
import { parse } from 'graphql';
import { expect, it } from 'vitest';

const supergraph = Supergraph.build(readFileSync(SUPERGRAPH_FILE, 'utf8'), {
  supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
});
const planner = new QueryPlanner(supergraph);

function plan(document: { toString(): string }): string {
  const operation = operationFromDocument(supergraph.apiSchema(), parse(document.toString()));
  return prettyFormatQueryPlan(planner.buildQueryPlan(operation));
}

it('the nested products query is joined by the planner from product, inventory and user', () => {
  const text = plan(ProductsDocument);
  expect(text).toMatchSnapshot();
  expect(fetchesOf(text)).toEqual(['inventory', 'product', 'user']);
});

it('the me query is joined by the planner from user, auth, order, product and payment', () => {
  const text = plan(MyOrdersDocument);
  expect(text).toMatchSnapshot();
  expect(fetchesOf(text)).toEqual(['auth', 'order', 'payment', 'product', 'user']);
});

/** The subgraphs that a plan asks, one entry for each fetch, sorted. */
function fetchesOf(text: string): string[] {
  return [...text.matchAll(/Fetch\(service: "(\w+)"\)/g)].map((match) => match[1] ?? '').sort();
}
