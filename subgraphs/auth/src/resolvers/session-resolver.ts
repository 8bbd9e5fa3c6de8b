import { requireUser } from '@techally/subgraph-kit';
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { TokenInspection } from '../application/inspect-token.js';
import type { SessionManagement, SignedIn } from '../application/manage-sessions.js';
import type { TokenWithdrawal } from '../application/revoke-token.js';
import type { AuthContext } from './auth-context.js';
import { LoginInput, LogoutInput, RefreshTokenInput, RevokeTokenInput } from './inputs/session-inputs.js';
import {
  LoginPayload,
  LogoutPayload,
  RefreshTokenPayload,
  RevokeTokenPayload,
} from './payloads/session-payloads.js';
import { showUser } from './show.js';
import { TokenInfo } from './types/token-types.js';

export interface SessionUseCases {
  readonly sessions: SessionManagement;
  readonly withdrawToken: TokenWithdrawal;
  readonly inspectToken: TokenInspection;
}

@Resolver()
export class SessionResolver {
  constructor(private readonly useCases: SessionUseCases) {}

  @Mutation(() => LoginPayload, { description: 'Signs in: opens a session and gives its first tokens.' })
  async login(
    @Arg('input', () => LoginInput) { email, password }: LoginInput,
    @Ctx() { clientAddress, userAgent }: AuthContext,
  ) {
    return showTokens(
      await this.useCases.sessions.login({ email, password, address: clientAddress, userAgent }),
    );
  }

  @Mutation(() => RefreshTokenPayload, {
    description: 'Exchanges a refresh token for the next pair of tokens.',
  })
  async refreshToken(@Arg('input', () => RefreshTokenInput) { refreshToken }: RefreshTokenInput) {
    return showTokens(await this.useCases.sessions.refresh(refreshToken));
  }

  @Mutation(() => LogoutPayload, { description: 'Signs out: ends a session and its tokens at once.' })
  async logout(
    @Arg('input', () => LogoutInput) { refreshToken }: LogoutInput,
    @Ctx() { identity }: AuthContext,
  ) {
    await this.useCases.sessions.logout({
      refreshToken: refreshToken ?? null,
      caller: identity.kind === 'user' ? identity : null,
    });
    return { loggedOut: true, userErrors: [] };
  }

  @Mutation(() => RevokeTokenPayload, {
    description: "Makes a token void at once: one's own, or, for administrators, anybody's.",
  })
  async revokeToken(
    @Arg('input', () => RevokeTokenInput) { token }: RevokeTokenInput,
    @Ctx() context: AuthContext,
  ) {
    await this.useCases.withdrawToken({
      token,
      caller: requireUser(context),
      address: context.clientAddress,
      requestId: context.requestId,
    });
    return { revoked: true, userErrors: [] };
  }

  @Query(() => TokenInfo, { description: 'What an access token says, if it is valid.' })
  async validateToken(
    @Arg('token', () => String, { description: 'The access token, without "Bearer".' }) token: string,
  ): Promise<TokenInfo> {
    const claims = await this.useCases.inspectToken(token);
    if (claims === null) return { valid: false };
    const { userId, email, role, tier, scope, expiresAt } = claims;
    return { valid: true, userId, email, role, tier, scopes: scope, expiresAt: new Date(expiresAt * 1000) };
  }
}

function showTokens({ account, accessToken, refreshToken, expiresIn }: SignedIn) {
  return { accessToken, refreshToken, expiresIn, user: showUser(account), userErrors: [] };
}
