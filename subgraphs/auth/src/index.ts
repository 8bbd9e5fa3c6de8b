export { createAuthService } from './create-service.js';
export type { AuthService, AuthServiceDependencies } from './create-service.js';
export { AUDIENCE as TOKEN_AUDIENCE, DEFAULT_ISSUER as TOKEN_ISSUER } from './application/access-tokens.js';
export { SigningKeyError } from './domain/signing-key-error.js';
export { seedAccounts } from './seed-accounts.js';
export type { AccountSeed } from './seed-accounts.js';
