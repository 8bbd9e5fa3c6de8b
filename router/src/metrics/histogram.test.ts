import { Histogram as LibraryHistogram, Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { Histogram } from './histogram.js';

const OPTIONS = { name: 'cost', help: 'What it costs.', labelNames: ['kind', 'of'], buckets: [0.5, 1, 10] };
const VALUES = [0, 0.25, 0.5, 0.500001, 1, 2, 10, 10.5, 1e9, 0.1, 0.2];

it('shows what the histogram of prom-client shows', async () => {
  const [ours, theirs] = [new Registry(), new Registry()];
  const histogram = new Histogram({ ...OPTIONS, registry: ours });
  const library = new LibraryHistogram({ ...OPTIONS, registers: [theirs] });
  for (const kind of ['estimated', 'actual "quoted"']) {
    const observe = histogram.series(kind, 'all');
    for (const value of VALUES) {
      observe(value);
      library.labels(kind, 'all').observe(value);
    }
  }
  expect(await ours.metrics()).toContain('cost_bucket{le="1",kind="estimated",of="all"} 7');
  expect(await ours.metrics()).toBe(await theirs.metrics());
});

it('shows nothing but its name before there is a series', async () => {
  const [ours, theirs] = [new Registry(), new Registry()];
  new Histogram({ ...OPTIONS, registry: ours });
  new LibraryHistogram({ ...OPTIONS, registers: [theirs] });
  expect(await ours.metrics()).toBe(await theirs.metrics());
});
