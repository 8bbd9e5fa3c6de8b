/** A reading of memory. */
export interface Sample {
  /** Since the load began. */
  readonly seconds: number;
  readonly bytes: number;
}

/**
 * How much the samples rise from their first to their last, along the straight line that fits them best (least squares).
 * A line, since single readings of a garbage-collected process say little.
 *
 * @returns Bytes; negative when they fall, 0 for fewer than two samples.
 */
export function growth(samples: readonly Sample[]): number {
  const first = samples[0];
  const last = samples.at(-1);
  if (first === undefined || last === undefined || first === last) return 0;
  const meanSeconds = mean(samples.map(({ seconds }) => seconds));
  const meanBytes = mean(samples.map(({ bytes }) => bytes));
  let covariance = 0;
  let variance = 0;
  for (const { seconds, bytes } of samples) {
    covariance += (seconds - meanSeconds) * (bytes - meanBytes);
    variance += (seconds - meanSeconds) ** 2;
  }
  return (covariance / variance) * (last.seconds - first.seconds);
}

/**
 * The lowest sample of each span of time.
 *
 * @param span seconds.
 */
export function floors(samples: readonly Sample[], span: number): readonly Sample[] {
  const lowest = new Map<number, Sample>();
  for (const sample of samples) {
    // A sample tells of the second that ends with it.
    const index = Math.ceil(sample.seconds / span);
    const known = lowest.get(index);
    if (known === undefined || sample.bytes < known.bytes) lowest.set(index, sample);
  }
  return [...lowest.values()];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
