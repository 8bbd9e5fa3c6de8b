import type { PlanningAnswer, PlanningCommand } from './planning-messages.js';

/**
 * A process or thread of its own in which a planner runs: planning there cannot hold up the event loop, and can be
 * stopped from outside.
 */
export interface PlanningHost {
  send(command: PlanningCommand): void;
  /** Whether work in the host keeps this process alive. */
  keepAlive(yes: boolean): void;
  /** Ends it at once, whatever it does. */
  end(): Promise<void>;
}

export interface PlanningHostListeners {
  readonly onAnswer: (answer: PlanningAnswer) => void;
  /** Called once, when the host has ended, by `end` or by itself. */
  readonly onEnd: (reason: string) => void;
}

export type StartPlanningHost = (listeners: PlanningHostListeners) => PlanningHost;
