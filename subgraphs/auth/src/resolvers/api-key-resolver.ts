import type { Connection } from '@techally/subgraph-kit';
import { auditActor, ConnectionArgs, pageRequest, toConnection, uuidArgument } from '@techally/subgraph-kit';
import { Arg, Args, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { ApiKeyManagement } from '../application/manage-api-keys.js';
import { API_KEY_ORDER } from '../ports/api-key-store.js';
import type { ApiKeyStore } from '../ports/api-key-store.js';
import type { AuthContext } from './auth-context.js';
import { CreateApiKeyInput, RevokeApiKeyInput } from './inputs/api-key-inputs.js';
import { CreateApiKeyPayload, RevokeApiKeyPayload } from './payloads/api-key-payloads.js';
import { showApiKey, showUser } from './show.js';
import { ApiKeyConnection, ApiKeyType } from './types/api-key-type.js';
import { ApiKeyIdentity } from './types/token-types.js';
import { UserType } from './types/user-type.js';

@Resolver(() => ApiKeyType)
export class ApiKeyResolver {
  constructor(
    private readonly store: ApiKeyStore,
    private readonly management: ApiKeyManagement,
  ) {}

  @Query(() => ApiKeyConnection, { description: 'All API keys, newest first. For administrators.' })
  async apiKeys(
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('userId', () => ID, { nullable: true, description: 'Only those that act for this account.' })
    userId: string | null,
  ): Promise<Connection<ApiKeyType>> {
    const page = pageRequest(args);
    const filter = userId == null ? {} : { accountId: uuidArgument('userId', userId) };
    return toConnection({
      rows: await this.store.page(filter, page),
      page,
      order: API_KEY_ORDER,
      cursorOf: (key) => [key.createdAt.toISOString(), key.id],
      nodeOf: showApiKey,
      totalCount: () => this.store.count(filter),
    });
  }

  @Query(() => ApiKeyIdentity, {
    nullable: true,
    description: 'Whom an API key acts for; null when it is not valid. For the router.',
  })
  @Directive('@inaccessible')
  async apiKeyIdentity(
    @Arg('key', () => String, { description: 'The whole key.' }) key: string,
  ): Promise<ApiKeyIdentity | null> {
    const identity = await this.management.resolve(key);
    if (identity === null) return null;
    const { apiKeyId, userId, email, role, tier, scope } = identity;
    return { apiKeyId, userId, email, role, tier, scopes: scope };
  }

  @FieldResolver(() => UserType, { nullable: true, description: 'Whom it acts for.' })
  async owner(@Root() { ownerId }: ApiKeyType, @Ctx() { loaders }: AuthContext): Promise<UserType | null> {
    const account = await loaders.account.load(ownerId);
    return account && showUser(account);
  }

  @Mutation(() => CreateApiKeyPayload, {
    description: 'Makes an API key and shows it, this once. For administrators.',
  })
  async createApiKey(
    @Arg('input', () => CreateApiKeyInput) input: CreateApiKeyInput,
    @Ctx() context: AuthContext,
  ) {
    const { apiKey, secret } = await this.management.create(auditActor(context), {
      name: input.name,
      userId: input.userId?.toLowerCase() ?? null,
      scopes: input.scopes,
      expiresAt: input.expiresAt ?? null,
    });
    return { apiKey: showApiKey(apiKey), key: secret, userErrors: [] };
  }

  @Mutation(() => RevokeApiKeyPayload, { description: 'Ends an API key at once. For administrators.' })
  async revokeApiKey(
    @Arg('input', () => RevokeApiKeyInput) { id }: RevokeApiKeyInput,
    @Ctx() context: AuthContext,
  ) {
    return {
      apiKey: showApiKey(await this.management.revoke(auditActor(context), id.toLowerCase())),
      userErrors: [],
    };
  }
}
