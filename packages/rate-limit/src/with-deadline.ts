/**
 * The result of some work outside this process, if it comes in time.
 *
 * A timer alone would also go off when the result has come but this process was too busy to look: so when the time is
 * over, all that has arrived is read first.
 *
 * @param milliseconds From now on.
 */
export function withDeadline<Result>(work: Promise<Result>, milliseconds: number): Promise<Result> {
  const { promise, resolve, reject } = Promise.withResolvers<Result>();
  const timer = setTimeout(() => {
    setImmediate(() => {
      reject(new Error(`There was no answer for ${String(milliseconds)} ms.`));
    });
  }, milliseconds);
  work.then(resolve, reject).finally(() => {
    clearTimeout(timer);
  });
  return promise;
}
