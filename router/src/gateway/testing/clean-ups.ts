const steps: (() => Promise<unknown>)[] = [];

/** Has something done when the test ends; the last comes first. */
export function onCleanUp(step: () => Promise<unknown>): void {
  steps.push(step);
}

/** For `afterEach`. */
export async function cleanUp(): Promise<void> {
  for (const step of steps.splice(0).reverse()) await step();
}
