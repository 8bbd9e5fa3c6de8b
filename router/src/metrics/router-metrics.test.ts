import { freePort } from '@techally/test-parts';
import { afterEach, expect, it } from 'vitest';
import type { Router } from '../router.js';
import { createTestRouter } from '../testing/test-router.js';

const routers: Router[] = [];
afterEach(async () => {
  for (const router of routers.splice(0)) await router.close();
});

it('counts requests by method, route and status, refusals by code, and tells how long they took', async () => {
  const metricsPort = await freePort();
  const { router } = await createTestRouter({
    metrics: { enabled: true, port: metricsPort },
    demandControl: { mode: 'measure' },
  });
  routers.push(router);
  const { url } = await router.listen({ port: 0 });
  const ask = (query: string) =>
    fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    }).then((response) => response.text());
  await ask('{ me { id } }');
  await ask('{ me { id } }');
  await ask('{ none }');
  await fetch(`${url}/graphql`, { method: 'POST', body: '{}' });
  for (let path = 0; path < 3; path++) await fetch(`${url}/made-up-${path}`);

  const response = await fetch(`http://127.0.0.1:${metricsPort}/metrics`);
  const lines = (await response.text()).split('\n');
  expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  expect(lines).toContain('http_requests_total{method="POST",route="/graphql",status_code="200"} 2');
  expect(lines).toContain('http_requests_total{method="POST",route="/graphql",status_code="400"} 1');
  expect(lines).toContain('http_requests_total{method="GET",route="other",status_code="404"} 3');
  expect(lines).toContain('http_request_duration_seconds_count{method="POST",route="/graphql"} 4');
  expect(lines).toContain('router_refused_operations_total{code="GRAPHQL_VALIDATION_FAILED"} 1');
  expect(lines).toContain('router_refused_operations_total{code="UNSUPPORTED_MEDIA_TYPE"} 1');
  expect(lines).toContain('router_operation_cost_count{kind="estimated"} 2');
  expect(lines).toContain('router_operation_cost_sum{kind="actual"} 2');
  expect(lines.some((line) => /^active_connections [1-9]/.test(line))).toBe(true);
  expect((await fetch(`http://127.0.0.1:${metricsPort}/`)).status).toBe(404);
});

it('are not there unless they are wanted', async () => {
  const metricsPort = await freePort();
  const { router } = await createTestRouter({ metrics: { port: metricsPort } });
  routers.push(router);
  await router.listen({ port: 0 });
  await expect(fetch(`http://127.0.0.1:${metricsPort}/metrics`)).rejects.toThrow();
});
