import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { StartPlanningHost } from './planning-host.js';
import type { PlanningAnswer } from './planning-messages.js';

/** Characters of the process's last words that are kept. */
const KEPT_ERROR_OUTPUT = 300;

/**
 * A planner in a child process. Native code that panics aborts its whole process, and a client's query must not be able
 * to end the router.
 */
export const startPlanningProcess =
  (entry: URL): StartPlanningHost =>
  ({ onAnswer, onEnd }) => {
    const child = fork(fileURLToPath(entry), {
      // Neither the router's secrets nor its debugger's port are of use there.
      env: {},
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let errorOutput = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      errorOutput = `${errorOutput}${text}`.slice(0, KEPT_ERROR_OUTPUT);
    });
    child.on('message', (answer) => {
      onAnswer(answer as PlanningAnswer);
    });
    // A process that could not be started emits no exit.
    const ended = new Promise<void>((resolve) => {
      child.once('error', (error) => {
        onEnd(error.message);
        resolve();
      });
      child.once('close', (code, signal) => {
        const how = signal === null ? `exit code ${code ?? 0}` : `signal ${signal}`;
        onEnd(`${how} ${errorOutput}`.replaceAll(/\s+/g, ' ').trim());
        resolve();
      });
    });
    return {
      send: (command) => {
        // A child that has just ended takes no message; its `close` event tells what follows.
        if (child.connected) child.send(command, () => undefined);
      },
      keepAlive: (yes) => {
        for (const handle of [child, child.channel]) {
          if (yes) handle?.ref();
          else handle?.unref();
        }
      },
      end: () => {
        // Its end must be seen even when nothing else keeps this process alive.
        child.ref();
        child.kill('SIGKILL');
        return ended;
      },
    };
  };
