import { queueName } from '@techally/contracts';

/** Which message types each service consumes; `SUBSCRIPTIONS` of the contracts is one. */
export type Topology = Readonly<Record<string, readonly string[]>>;

/** The queues of each message type, in a fixed order. */
export function queuesByType(topology: Topology): ReadonlyMap<string, readonly string[]> {
  const queues = new Map<string, string[]>();
  // Sorted, so that two publishers that write to the same queues lock them in the same order.
  for (const service of Object.keys(topology).sort()) {
    for (const type of topology[service] ?? []) {
      queues.set(type, [...(queues.get(type) ?? []), queueName(service, type)]);
    }
  }
  return queues;
}
