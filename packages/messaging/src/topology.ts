import { queueName } from '@techally/contracts';
import { MessagingError } from './messaging-error.js';

/** Which message types each service consumes; `SUBSCRIPTIONS` of the contracts is one. */
export type Topology = Readonly<Record<string, readonly string[]>>;

/** The queues of a topology. */
export interface TopologyQueues {
  /** Those of each message type, in a fixed order. */
  readonly ofType: ReadonlyMap<string, readonly string[]>;
  readonly names: readonly string[];
  /** The queue of a subscription. @throws {MessagingError} `QUEUE_UNKNOWN` when the topology has no such subscription. */
  nameOf(service: string, type: string): string;
}

export function queuesOf(topology: Topology): TopologyQueues {
  const ofType = queuesByType(topology);
  const names = new Set([...ofType.values()].flat());
  return {
    ofType,
    names: [...names],
    nameOf: (service, type) => {
      const queue = queueName(service, type);
      if (!names.has(queue)) throw new MessagingError('QUEUE_UNKNOWN', `The topology has no queue ${queue}.`);
      return queue;
    },
  };
}

function queuesByType(topology: Topology): ReadonlyMap<string, readonly string[]> {
  const queues = new Map<string, string[]>();
  // Sorted, so that two publishers that write to the same queues lock them in the same order.
  for (const service of Object.keys(topology).sort()) {
    for (const type of topology[service] ?? []) {
      queues.set(type, [...(queues.get(type) ?? []), queueName(service, type)]);
    }
  }
  return queues;
}
