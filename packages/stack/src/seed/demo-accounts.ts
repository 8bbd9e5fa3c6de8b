import type { Role, Tier } from '@techally/identity';

/** An account of the demonstration. Everybody can read these passwords: they exist in demo mode only. */
export interface DemoAccount {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly role: Role;
  readonly tier: Tier;
}

/** One customer, one premium customer, one administrator. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  {
    id: 'd3a1c0de-0000-4000-8000-000000000001',
    email: 'customer@techally.example',
    password: 'Customer1',
    firstName: 'Clara',
    lastName: 'Customer',
    role: 'USER',
    tier: 'STANDARD',
  },
  {
    id: 'd3a1c0de-0000-4000-8000-000000000002',
    email: 'premium@techally.example',
    password: 'Premium01',
    firstName: 'Paul',
    lastName: 'Premium',
    role: 'USER',
    tier: 'PREMIUM',
  },
  {
    id: 'd3a1c0de-0000-4000-8000-000000000003',
    email: 'admin@techally.example',
    password: 'Admin0001',
    firstName: 'Ada',
    lastName: 'Admin',
    role: 'ADMIN',
    tier: 'PREMIUM',
  },
];
