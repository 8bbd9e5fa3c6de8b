import type { Carrier } from '../ports/carrier.js';
import type { Database } from './prisma-client.js';
import { createSandboxCarrier, SANDBOX_PACE } from './sandbox-carrier/create-sandbox-carrier.js';

/** The carriers that are connected; parcels of all others are reported by hand. */
export type CarrierOptions =
  /** The sandbox, which carries nothing. */
  | {
      readonly kind: 'sandbox';
      /** Milliseconds from one station to the next. Default 60,000: a parcel arrives after three minutes. */
      readonly pace?: number;
    }
  | { readonly kind: 'none' }
  /** Any others. */
  | { readonly kind: 'custom'; readonly carriers: readonly Carrier[] };

export function createCarriers(
  options: CarrierOptions,
  { database, now }: { readonly database: Database; readonly now: () => Date },
): readonly Carrier[] {
  switch (options.kind) {
    case 'sandbox':
      return [createSandboxCarrier({ database, now, pace: options.pace ?? SANDBOX_PACE })];
    case 'none':
      return [];
    case 'custom':
      return options.carriers;
  }
}
