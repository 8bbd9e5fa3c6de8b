import { expect } from 'vitest';

/** Milliseconds within which what is abusive must be refused. */
const LIMIT = 50;
const WARM_UPS = 3;
const MEASURED = 7;

/** An answer, with its body read. */
export interface Refusal {
  readonly status: number;
  readonly body: string;
}

/** What an answer must be. */
export interface ExpectedRefusal {
  readonly status: number;
  /** `extensions.code` of the only error. */
  readonly code: string;
  /** `extensions.reason` beside it. */
  readonly reason?: string;
}

/**
 * Sends the same again and again; each time it must be refused alike, without data, and half of the times within 50 ms.
 */
export async function expectRefusal(
  send: () => Promise<Response | Refusal>,
  { status, code, reason }: ExpectedRefusal,
): Promise<void> {
  const took: number[] = [];
  for (let round = 0; round < WARM_UPS + MEASURED; round += 1) {
    const began = performance.now();
    const response = await send();
    const body = response instanceof Response ? await response.text() : response.body;
    if (round >= WARM_UPS) took.push(performance.now() - began);
    expect({ status: response.status, body: JSON.parse(body) as unknown }).toEqual({
      status,
      body: {
        errors: [
          {
            message: expect.any(String) as string,
            extensions: { code, ...(reason === undefined ? {} : { reason }) },
          },
        ],
      },
    });
  }
  expectMedianWithin(took);
}

/** @param took Milliseconds of each time. */
export function expectMedianWithin(took: readonly number[], limit = LIMIT): void {
  const sorted = [...took].sort((a, b) => a - b);
  expect(
    sorted[Math.floor(sorted.length / 2)],
    `milliseconds: ${took.map(Math.round).join(', ')}`,
  ).toBeLessThan(limit);
}
