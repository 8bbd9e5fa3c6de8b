import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { createIdentitySigner, identityKey } from './identity-signer.js';
import { createIdentityVerifier } from './identity-verifier.js';
import type { Identity } from './identity.js';

const secret = 'a secret of at least thirty-two characters';
const ann: Identity = {
  kind: 'user',
  userId: '5b3f2f0e-0000-4000-8000-000000000001',
  email: 'ann@example.com',
  role: 'ADMIN',
  tier: 'PREMIUM',
  scope: ['orders:read', 'orders:write'],
  sessionId: 's1',
  tokenId: 't1',
  issuedAt: 1_700_000_000,
  expiresAt: 1_700_003_600,
};

describe('the identity header', () => {
  it('carries every kind of identity to the subgraph unchanged', async () => {
    const signer = createIdentitySigner({ secret });
    const verifier = createIdentityVerifier({ secret, audience: 'order' });
    const { issuedAt: _i, expiresAt: _e, sessionId: _s, tokenId: _t, ...account } = ann;
    const byApiKey = { ...account, apiKeyId: 'k1' };
    for (const identity of [
      ann,
      byApiKey,
      { kind: 'anonymous' },
      { kind: 'service', service: 'order' },
    ] as const) {
      expect(await verifier.verify(signer.sign(identity, 'order'))).toEqual(identity);
    }
  });

  it('is refused by a subgraph that it was not made for', async () => {
    const header = createIdentitySigner({ secret }).sign(ann, 'order');
    const verifier = createIdentityVerifier({ secret, audience: 'payment' });
    await expect(verifier.verify(header)).rejects.toMatchObject({ code: 'IDENTITY_HEADER_INVALID' });
  });

  it('is refused when missing, forged with another secret, unsigned or changed', async () => {
    const verifier = createIdentityVerifier({ secret, audience: 'order' });
    const good = createIdentitySigner({ secret }).sign(ann, 'order');
    const forged = createIdentitySigner({ secret: `${secret}!` }).sign(ann, 'order');
    const [head, , signature] = good.split('.');
    const payload = Buffer.from(JSON.stringify({ sub: 'x', aud: 'order', iss: 'techally-router', exp: 9e9 }));
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload.toString('base64url')}.`;
    const changed = `${head ?? ''}.${payload.toString('base64url')}.${signature ?? ''}`;
    for (const header of [undefined, '', 'x', forged, none, changed]) {
      await expect(verifier.verify(header)).rejects.toMatchObject({ code: 'IDENTITY_HEADER_INVALID' });
    }
  });

  it('is refused once it is stale, even when it was accepted before', async () => {
    let time = Date.now();
    const header = createIdentitySigner({ secret, ttlSeconds: 60 }).sign(ann, 'order');
    const verifier = createIdentityVerifier({ secret, audience: 'order', now: () => time });
    await verifier.verify(header);
    time += 66_000;
    await expect(verifier.verify(header)).rejects.toMatchObject({ code: 'IDENTITY_HEADER_INVALID' });
  });

  it('is signed once for an identity and subgraph until half of its life is over', async () => {
    let time = Date.now();
    const signer = createIdentitySigner({ secret, now: () => time });
    const first = signer.sign(ann, 'order');
    time += 29_000;
    expect(signer.sign(ann, 'order')).toBe(first);
    expect(signer.sign(ann, 'payment')).not.toBe(first);
    expect(signer.sign({ ...ann, tier: 'STANDARD' }, 'order')).not.toBe(first);
    time += 2_000;
    expect(signer.sign(ann, 'order')).not.toBe(first);
  });

  it('without an expiry is refused', async () => {
    const eternal = await new SignJWT({ sub: 'x' })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('techally-router')
      .setAudience('order')
      .sign(identityKey(secret));
    const verifier = createIdentityVerifier({ secret, audience: 'order' });
    await expect(verifier.verify(eternal)).rejects.toMatchObject({ code: 'IDENTITY_HEADER_INVALID' });
  });
});
