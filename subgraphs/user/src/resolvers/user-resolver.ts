import type { Connection, JsonObject } from '@techally/subgraph-kit';
import {
  ConnectionArgs,
  GraphQLJSONObject,
  pageRequest,
  requireUser,
  toConnection,
  uuidArgument,
} from '@techally/subgraph-kit';
import { Arg, Args, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { ExportPersonalData } from '../application/export-personal-data.js';
import type { ProfileManagement } from '../application/manage-profiles.js';
import { DEFAULT_PREFERENCES } from '../domain/preferences.js';
import { ADDRESS_ORDER } from '../ports/address-store.js';
import { DEVICE_ORDER } from '../ports/device-store.js';
import { PROFILE_ORDER, type ProfileFilter, type ProfileStore } from '../ports/profile-store.js';
import type { FindUser } from './find-user.js';
import { CreateProfileInput, UpdateProfileInput, UserFilterInput } from './inputs/profile-inputs.js';
import { CreateProfilePayload, UpdateProfilePayload } from './payloads/user-payloads.js';
import { showAddress, showDevice, showPreferences, showPublicProfile, showUser } from './show.js';
import { AddressConnection, type AddressType } from './types/address-type.js';
import { DeviceConnection, type DeviceType, PreferencesType } from './types/settings-types.js';
import { PublicProfileType, UserConnection, UserType } from './types/user-types.js';
import { requireVisible, type UserContext } from './user-context.js';

export interface UserResolverDependencies {
  readonly profiles: ProfileStore;
  readonly management: ProfileManagement;
  readonly findUser: FindUser;
  readonly exportPersonalData: ExportPersonalData;
}

@Resolver(() => UserType)
export class UserResolver {
  constructor(private readonly dependencies: UserResolverDependencies) {}

  @Query(() => UserType, {
    nullable: true,
    description: 'The account that is signed in; null when it was deleted a moment ago.',
  })
  async me(@Ctx() context: UserContext): Promise<UserType | null> {
    return this.dependencies.findUser(requireUser(context).userId, context);
  }

  @Query(() => UserType, {
    nullable: true,
    description: 'Your own account, or any for administrators; null for all others.',
  })
  async user(@Arg('id', () => ID) id: string, @Ctx() context: UserContext): Promise<UserType | null> {
    return this.dependencies.findUser(uuidArgument('id', id), context);
  }

  @Query(() => UserConnection, { description: 'All accounts, the newest first. For administrators.' })
  async users(
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => UserFilterInput, { nullable: true }) input: UserFilterInput | null,
  ): Promise<Connection<UserType>> {
    const { profiles } = this.dependencies;
    const page = pageRequest(args);
    const filter: ProfileFilter = input?.search == null ? {} : { namePrefix: input.search.trim() };
    return toConnection({
      rows: await profiles.page(filter, page),
      page,
      order: PROFILE_ORDER,
      cursorOf: (profile) => [profile.createdAt.toISOString(), profile.userId],
      nodeOf: showUser,
      totalCount: () => profiles.count(filter),
    });
  }

  @Directive('@cost(weight: 50)')
  @Query(() => GraphQLJSONObject, {
    description: 'Everything that the user service keeps of the account that is signed in.',
  })
  async exportMyData(@Ctx() context: UserContext): Promise<JsonObject> {
    return { ...(await this.dependencies.exportPersonalData(requireUser(context).userId)) };
  }

  @FieldResolver(() => PublicProfileType, {
    nullable: true,
    description: 'What everybody may see of this account.',
  })
  async profile(@Root() user: UserType, @Ctx() { loaders }: UserContext): Promise<PublicProfileType> {
    return showPublicProfile(user.id, await loaders.profile.load(user.id));
  }

  @FieldResolver(() => AddressConnection, {
    nullable: true,
    description: 'The address book, the oldest first.',
  })
  async addresses(
    @Root() user: UserType,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() context: UserContext,
  ): Promise<Connection<AddressType>> {
    requireVisible(context, user.id);
    const page = pageRequest(args);
    return toConnection({
      rows: await context.loaders.addressPage(user.id, page),
      page,
      order: ADDRESS_ORDER,
      cursorOf: (address) => [address.createdAt.toISOString(), address.id],
      nodeOf: showAddress,
      totalCount: () => context.loaders.addressCount.load(user.id),
    });
  }

  @FieldResolver(() => PreferencesType, {
    nullable: true,
    description: 'How the account wants to be spoken to.',
  })
  async preferences(@Root() user: UserType, @Ctx() context: UserContext): Promise<PreferencesType> {
    requireVisible(context, user.id);
    return showPreferences((await context.loaders.preferences.load(user.id)) ?? DEFAULT_PREFERENCES);
  }

  @FieldResolver(() => DeviceConnection, {
    nullable: true,
    description: 'The devices that take push messages, the oldest first.',
  })
  async devices(
    @Root() user: UserType,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() context: UserContext,
  ): Promise<Connection<DeviceType>> {
    requireVisible(context, user.id);
    const page = pageRequest(args);
    return toConnection({
      rows: await context.loaders.devicePage(user.id, page),
      page,
      order: DEVICE_ORDER,
      cursorOf: (device) => [device.createdAt.toISOString(), device.id],
      nodeOf: showDevice,
      totalCount: () => context.loaders.deviceCount.load(user.id),
    });
  }

  @Mutation(() => UpdateProfilePayload, { description: 'Changes your names or phone number.' })
  async updateProfile(
    @Arg('input', () => UpdateProfileInput) input: UpdateProfileInput,
    @Ctx() context: UserContext,
  ) {
    const profile = await this.dependencies.management.update({
      userId: requireUser(context).userId,
      version: input.version,
      ...(input.firstName == null ? {} : { firstName: input.firstName }),
      ...(input.lastName == null ? {} : { lastName: input.lastName }),
      ...(input.phone === undefined ? {} : { phone: input.phone }),
    });
    return { user: showUser(profile), userErrors: [] };
  }

  @Mutation(() => CreateProfilePayload, {
    description:
      'Makes the profile of an account that is being registered; one that is there stays as it is. For our own services.',
  })
  @Directive('@inaccessible')
  async createProfile(@Arg('input', () => CreateProfileInput) input: CreateProfileInput) {
    return { user: showUser(await this.dependencies.management.create(input)), userErrors: [] };
  }
}
