import type { EventBus } from './event-bus.js';
import { createPostgresEventBus } from './postgres/create-postgres-event-bus.js';
import { createRabbitMqEventBus } from './rabbitmq/create-rabbitmq-event-bus.js';
import type { Topology } from './topology.js';

/** Options of {@link createEventBus}. */
export interface EventBusOptions {
  /** RabbitMQ, where there is one; else null. */
  readonly amqpUrl: string | null;
  /** The database `platform`, which has the queues where there is no RabbitMQ. */
  readonly databaseUrl: string;
  readonly topology: Topology;
  /** Who it is, in the broker's list of connections. */
  readonly name: string;
  /** Hears of errors that no caller can be told of, e.g. a lost connection. */
  readonly onError: (error: unknown) => void;
}

/** The event bus of a process: on RabbitMQ where there is one, else on PostgreSQL. All processes must use the same. */
export function createEventBus({ amqpUrl, databaseUrl, topology, name, onError }: EventBusOptions): EventBus {
  return amqpUrl === null
    ? createPostgresEventBus({ databaseUrl, topology, onError })
    : createRabbitMqEventBus({ url: amqpUrl, topology, connectionName: `techally-${name}`, onError });
}
