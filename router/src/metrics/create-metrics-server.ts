import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { RouterMetrics } from './router-metrics.js';

/** Serves the metrics as Prometheus reads them, at `/metrics`; the port is still closed. */
export function createMetricsServer({ registry }: RouterMetrics): Server {
  return createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
}
