import type { Metric, Registry } from 'prom-client';

export interface HistogramOptions {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly string[];
  /** Upper bounds, the least first. */
  readonly buckets: readonly number[];
  readonly registry: Registry;
}

/** Takes one observation. */
export type Observe = (value: number) => void;

interface Series {
  readonly labels: Readonly<Record<string, string>>;
  /** Observations by bucket, not cumulated; those above all bounds at the end. */
  readonly counts: number[];
  sum: number;
}

interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  readonly metricName: string;
}

/**
 * A histogram in a registry of `prom-client`, which shows it as it shows its own
 * (https://prometheus.io/docs/concepts/metric_types/#histogram). Its own checks and looks up the labels by text for each
 * observation; three of them cost a request as much as reading its head.
 */
export class Histogram {
  /** By the values of their labels. */
  readonly #series = new Map<string, Series>();

  constructor(private readonly options: HistogramOptions) {
    const { name, help, registry } = options;
    const metric = {
      name,
      help,
      type: 'histogram',
      aggregator: 'sum',
      get: () =>
        Promise.resolve({ name, help, type: 'histogram', aggregator: 'sum', values: this.#samples() }),
      reset: () => {
        this.#series.clear();
      },
    };
    // What a registry asks of a metric; the type names the library's own classes only.
    registry.registerMetric(metric as unknown as Metric);
  }

  /** What observes for these values of the labels; to be kept, since finding it is what takes long. */
  series(...values: readonly string[]): Observe {
    const { buckets } = this.options;
    const series = this.#find(values);
    return (value) => {
      let bucket = 0;
      while (bucket < buckets.length && value > (buckets[bucket] ?? Infinity)) bucket++;
      series.counts[bucket] = (series.counts[bucket] ?? 0) + 1;
      series.sum += value;
    };
  }

  #find(values: readonly string[]): Series {
    const { labelNames, buckets } = this.options;
    const key = JSON.stringify(values);
    let series = this.#series.get(key);
    if (series === undefined) {
      series = {
        labels: Object.fromEntries(labelNames.map((name, index) => [name, values[index] ?? ''])),
        counts: [...buckets, Infinity].map(() => 0),
        sum: 0,
      };
      this.#series.set(key, series);
    }
    return series;
  }

  #samples(): Sample[] {
    const { name, buckets } = this.options;
    return [...this.#series.values()].flatMap(({ labels, counts, sum }) => {
      let count = 0;
      const samples = [...buckets, '+Inf'].map((bound, index): Sample => {
        count += counts[index] ?? 0;
        return { labels: { le: String(bound), ...labels }, value: count, metricName: `${name}_bucket` };
      });
      return [
        ...samples,
        { labels, value: sum, metricName: `${name}_sum` },
        { labels, value: count, metricName: `${name}_count` },
      ];
    });
  }
}
