import type { PageRequest } from '@techally/subgraph-kit';
import type { Saga, SagaEvent, SagaState } from '../domain/saga.js';

/** The name of the one order of saga lists (newest first); part of every cursor. */
export const SAGA_ORDER = 'SAGAS_NEWEST';

/** What a list of sagas is narrowed to; absent means any. */
export interface SagaFilter {
  readonly state?: SagaState;
}

/** Reads sagas. */
export interface SagaStore {
  findMany(ids: readonly string[]): Promise<readonly Saga[]>;
  /** Up to `page.limit + 1` sagas, newest first. */
  page(filter: SagaFilter, page: PageRequest): Promise<readonly Saga[]>;
  count(filter: SagaFilter): Promise<number>;
  /** The oldest events first. */
  historiesOf(sagaIds: readonly string[]): Promise<ReadonlyMap<string, readonly SagaEvent[]>>;
  /** Orders whose saga has a deadline that has passed, the longest overdue first. */
  overdueOrders(now: Date, limit: number): Promise<readonly string[]>;
  /** Those of the given orders whose saga has settled. */
  settledOrders(orderIds: readonly string[]): Promise<readonly string[]>;
}
