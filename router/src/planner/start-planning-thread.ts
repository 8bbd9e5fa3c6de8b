import { Worker } from 'node:worker_threads';
import type { StartPlanningHost } from './planning-host.js';
import type { PlanningAnswer } from './planning-messages.js';

/** Memory for the planner, in MB: the largest supergraphs need several hundred. */
const MAX_MEMORY = 2048;

/** A planner in a worker thread: JavaScript that holds up its own event loop only, and can be ended at any moment. */
export const startPlanningThread =
  (entry: URL): StartPlanningHost =>
  ({ onAnswer, onEnd }) => {
    const worker = new Worker(entry, {
      env: {},
      execArgv: [],
      stdout: true,
      resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY },
    });
    let reason = 'exit';
    worker.on('message', (answer) => {
      onAnswer(answer as PlanningAnswer);
    });
    worker.on('error', (error) => {
      reason = error instanceof Error ? error.message : String(error);
    });
    const ended = new Promise<void>((resolve) => {
      worker.once('exit', () => {
        onEnd(reason);
        resolve();
      });
    });
    return {
      send: (command) => {
        worker.postMessage(command);
      },
      keepAlive: (yes) => {
        if (yes) worker.ref();
        else worker.unref();
      },
      end: async () => {
        // Its end must be seen even when nothing else keeps this process alive.
        worker.ref();
        await worker.terminate();
        await ended;
      },
    };
  };
