import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import type { RequestHead } from '../http/carrier.js';
import type { Observe } from './histogram.js';
import { Histogram } from './histogram.js';

/** Seconds; finer where most answers are. */
const DURATION_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10];
const COST_BUCKETS = [1, 10, 50, 100, 500, 1_000, 5_000, 10_000, 50_000, 100_000];

/** Paths that have a row of their own; what clients make up shares one, or the table would grow without end. */
const ROUTES: ReadonlySet<string> = new Set(['/graphql', '/health', '/']);

/** What a router counts and measures of its own work, for Prometheus. It outlives configurations. */
export class RouterMetrics {
  readonly registry = new Registry();
  readonly #requests = new Counter({
    name: 'http_requests_total',
    help: 'HTTP requests that were answered.',
    labelNames: ['method', 'route', 'status_code'],
    registers: [this.registry],
  });
  readonly #durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the head of a request to the end of its answer.',
    labelNames: ['method', 'route'],
    buckets: DURATION_BUCKETS,
    registry: this.registry,
  });
  readonly #refusals = new Counter({
    name: 'router_refused_operations_total',
    help: 'Operations that were refused before anything was executed, by the code of their first error.',
    labelNames: ['code'],
    registers: [this.registry],
  });
  readonly #exceededLimits = new Counter({
    name: 'router_exceeded_limits_total',
    help: 'Operations above a limit that only warns, by the code of the limit.',
    labelNames: ['code'],
    registers: [this.registry],
  });
  readonly #costs = new Histogram({
    name: 'router_operation_cost',
    help: 'Cost of operations: estimated before the execution, and actual after it.',
    labelNames: ['kind'],
    buckets: COST_BUCKETS,
    registry: this.registry,
  });
  readonly #observeCost = {
    estimated: this.#costs.series('estimated'),
    actual: this.#costs.series('actual'),
  };
  /** Labels are looked up by text once for each combination, which takes longer than the rest. */
  readonly #known = new Map<string, { readonly count: () => void; readonly observeDuration: Observe }>();

  /** @param connections How many are open. */
  constructor(connections: () => Promise<number>) {
    new Gauge({
      name: 'active_connections',
      help: 'Connections of clients that are open.',
      registers: [this.registry],
      async collect() {
        this.set(await connections());
      },
    });
    collectDefaultMetrics({ register: this.registry });
  }

  /** @param seconds From the head of the request to the end of its answer. */
  observeRequest({ method, url }: RequestHead, status: number, seconds: number): void {
    const { count, observeDuration } = this.#find(method, url, status);
    count();
    observeDuration(seconds);
  }

  countRefusal(code: string): void {
    this.#refusals.labels(code).inc();
  }

  countExceededLimit(code: string): void {
    this.#exceededLimits.labels(code).inc();
  }

  observeCost(kind: 'estimated' | 'actual', cost: number): void {
    this.#observeCost[kind](cost);
  }

  #find(method: string, url: string, status: number) {
    const end = url.indexOf('?');
    const path = end === -1 ? url : url.slice(0, end);
    const route = ROUTES.has(path) ? path : 'other';
    const key = `${method} ${route} ${status}`;
    let known = this.#known.get(key);
    if (known === undefined) {
      const counter = this.#requests.labels(method, route, String(status));
      known = {
        count: () => {
          counter.inc();
        },
        observeDuration: this.#durations.series(method, route),
      };
      this.#known.set(key, known);
    }
    return known;
  }
}
