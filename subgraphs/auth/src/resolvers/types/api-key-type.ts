import { connectionType } from '@techally/subgraph-kit';
import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';

@ObjectType('ApiKey', { description: 'A key with which a server acts for an account.' })
export class ApiKeyType {
  @Field(() => ID, { description: 'The UUID of the entry; not the key.' })
  id: string;

  @Field(() => String, { description: 'What it is for.' })
  name: string;

  @Field(() => String, { description: 'The middle part of the key, to tell keys apart.' })
  prefix: string;

  @Field(() => [String], { description: 'What it may be used for.' })
  scopes: readonly string[];

  @Field(() => GraphQLISODateTime, { description: 'When it was made.' })
  createdAt: Date;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it expires; null: never.' })
  expiresAt: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was revoked; null: it was not.' })
  revokedAt: Date | null;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When it was used last, to the minute; null: never.',
  })
  lastUsedAt: Date | null;

  // Resolved by ApiKeyResolver.
  ownerId: string;
}

export const ApiKeyConnection = connectionType(() => ApiKeyType, { name: 'ApiKey', items: 'API keys' });
