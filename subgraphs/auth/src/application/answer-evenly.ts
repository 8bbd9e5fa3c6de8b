import { setTimeout as delay } from 'node:timers/promises';

/** Runs some work whose duration must not tell anything. */
export type AnswerEvenly = (work: () => Promise<void>) => Promise<void>;

/**
 * Answers after the same time whether there was much to do or nothing, so that the time does not tell whether an account
 * exists. `duration` in milliseconds, longer than the work takes.
 */
export function createAnswerEvenly(duration: number): AnswerEvenly {
  return async (work) => {
    await Promise.all([delay(duration), work()]);
  };
}
