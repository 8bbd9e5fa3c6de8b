import type { PageRequest } from '@techally/subgraph-kit';
import type { Account } from '../domain/account.js';
import type { ApiKey } from '../domain/api-key.js';
import type { AuditEntry } from './audit-entry.js';

/** The name of the one order of API key lists (newest first); part of every cursor. */
export const API_KEY_ORDER = 'API_KEYS_NEWEST';

export type NewApiKey = Omit<ApiKey, 'revokedAt' | 'lastUsedAt'> & { readonly hash: string };

/** What a list of API keys is narrowed to; absent means any. */
export interface ApiKeyFilter {
  readonly accountId?: string;
}

/** API keys in the domain's database. Every change commits together with its audit entry. */
export interface ApiKeyStore {
  findMany(ids: readonly string[]): Promise<readonly ApiKey[]>;
  findByHash(hash: string): Promise<{ readonly key: ApiKey; readonly owner: Account } | null>;
  /** Up to `page.limit + 1` keys, newest first. */
  page(filter: ApiKeyFilter, page: PageRequest): Promise<readonly ApiKey[]>;
  count(filter: ApiKeyFilter): Promise<number>;
  insert(key: NewApiKey, audit: AuditEntry): Promise<ApiKey>;
  /** Null when there is none, or it was revoked already. */
  revoke(id: string, at: Date, audit: AuditEntry): Promise<ApiKey | null>;
  /** Notes that a key was used, unless that was noted after `unlessAfter`. */
  touch(id: string, at: Date, unlessAfter: Date): Promise<void>;
}
