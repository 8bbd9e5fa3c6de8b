export { ANONYMOUS, ROLES, TIERS } from './identity.js';
export type { AnonymousIdentity, Identity, Role, ServiceIdentity, Tier, UserIdentity } from './identity.js';
export { fromClaims, toClaims } from './identity-claims.js';
export type { IdentityClaims } from './identity-claims.js';
export { createIdentitySigner, IDENTITY_HEADER } from './identity-signer.js';
export type { IdentitySigner, IdentitySignerOptions } from './identity-signer.js';
export { createIdentityVerifier, IdentityHeaderError } from './identity-verifier.js';
export type { IdentityVerifier, IdentityVerifierOptions } from './identity-verifier.js';
