import type { ServiceLogger } from './service.js';

/** What a task that goes on by itself is given to tell of its outages. */
export interface OutageReport {
  readonly onError: (error: unknown) => void;
  readonly onRecovered: () => void;
}

/** Logs an error when an outage of the task begins, and that it is over, as information. */
export function reportOutages(logger: ServiceLogger, task: string): OutageReport {
  return {
    onError: (err) => {
      logger.error({ err }, task);
    },
    onRecovered: () => {
      logger.info({}, `${task}: works again`);
    },
  };
}
