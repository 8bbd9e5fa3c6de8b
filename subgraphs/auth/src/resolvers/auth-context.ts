import type { RequestContext } from '@techally/subgraph-kit';
import { createEntityLoader } from '@techally/subgraph-kit';
import type DataLoader from 'dataloader';
import type { Account } from '../domain/account.js';
import type { AccountStore } from '../ports/account-store.js';

/** The loaders of one request: each batches what the resolvers of one level ask for. */
export interface AuthLoaders {
  readonly account: DataLoader<string, Account | null>;
}

export interface AuthContext extends RequestContext {
  readonly loaders: AuthLoaders;
}

export function createLoaders(accounts: AccountStore): AuthLoaders {
  return { account: createEntityLoader((ids) => accounts.findMany(ids)) };
}
