import { createMessageConsumer, handlersOf } from '@techally/messaging';
import type { Service, ServiceDependencies } from '@techally/subgraph-kit';
import { createSubgraph, isAdminWith, isService, isUserWith, isUuid, maySee } from '@techally/subgraph-kit';
import { createPrismaAccountTransaction } from './adapters/prisma-account-transaction.js';
import { createPrismaAddressStore } from './adapters/prisma-address-store.js';
import { createDatabase, type Transaction } from './adapters/prisma-client.js';
import { createPrismaDeviceStore } from './adapters/prisma-device-store.js';
import { createPrismaPreferencesStore } from './adapters/prisma-preferences-store.js';
import { createPrismaProfileStore } from './adapters/prisma-profile-store.js';
import { createExportPersonalData } from './application/export-personal-data.js';
import { createAddressManagement } from './application/manage-addresses.js';
import { createSetPreferences } from './application/manage-preferences.js';
import { createProfileManagement } from './application/manage-profiles.js';
import { createRegisterDevice } from './application/register-device.js';
import { MessageHandlers } from './events/message-handlers.js';
import { AddressResolver } from './resolvers/address-resolver.js';
import { createFindUser } from './resolvers/find-user.js';
import { SettingsResolver } from './resolvers/settings-resolver.js';
import { showAddress, showPublicProfile } from './resolvers/show.js';
import { createLoaders, type UserContext } from './resolvers/user-context.js';
import { UserResolver } from './resolvers/user-resolver.js';

interface Representation {
  readonly id: string;
}

/** Puts the user service together: profiles, address books, preferences and devices. It sends no messages. */
export async function createUserService(dependencies: ServiceDependencies): Promise<Service> {
  const { bus, logger, now = () => new Date() } = dependencies;
  const database = createDatabase(dependencies);
  const profiles = createPrismaProfileStore(database);
  const addresses = createPrismaAddressStore(database);
  const preferences = createPrismaPreferencesStore(database);
  const devices = createPrismaDeviceStore(database);
  const stores = { profiles, addresses, preferences, devices };
  const findUser = createFindUser(profiles);

  const subgraph = await createSubgraph<UserContext>({
    name: 'user',
    identitySecret: dependencies.identitySecret,
    logger,
    resolvers: [
      new UserResolver({
        profiles,
        management: createProfileManagement(profiles),
        findUser,
        exportPersonalData: createExportPersonalData({ ...stores, now }),
      }),
      new AddressResolver(createAddressManagement(addresses)),
      new SettingsResolver(createSetPreferences(preferences), createRegisterDevice(devices, now)),
    ],
    references: {
      User: ({ id }: Representation, context: UserContext) => findUser(id, context),
      // Everybody may see it, and an account that is gone still has one: what it wrote stays.
      PublicProfile: async ({ id }: Representation, { loaders }: UserContext) => {
        if (!isUuid(id)) return null;
        const userId = id.toLowerCase();
        return showPublicProfile(userId, await loaders.profile.load(userId));
      },
      Address: async ({ id }: Representation, { identity, loaders }: UserContext) => {
        const address = isUuid(id) ? await loaders.address.load(id.toLowerCase()) : null;
        return address !== null && maySee(identity, address.userId, 'profile') ? showAddress(address) : null;
      },
    },
    rules: {
      Query: {
        me: isUserWith('profile:read'),
        user: isUserWith('profile:read'),
        users: isAdminWith('admin:users:read'),
        exportMyData: isUserWith('profile:read'),
      },
      Mutation: {
        updateProfile: isUserWith('profile:write'),
        addAddress: isUserWith('profile:write'),
        updateAddress: isUserWith('profile:write'),
        deleteAddress: isUserWith('profile:write'),
        setPreferences: isUserWith('profile:write'),
        registerDevice: isUserWith('profile:write'),
        createProfile: isService,
      },
    },
    context: (request) => ({ ...request, loaders: createLoaders(stores) }),
  });

  const consumer = createMessageConsumer({
    bus,
    service: 'user',
    prisma: database,
    handlers: handlersOf(
      'user',
      new MessageHandlers((tx: Transaction) => createPrismaAccountTransaction(tx)),
    ),
  });

  return {
    subgraph,
    start: () => consumer.start(),
    async stop() {
      await consumer.close();
      await subgraph.close();
      await database.$disconnect();
    },
    async healthy() {
      return database.$queryRaw`SELECT 1`.then(
        () => true,
        () => false,
      );
    },
  };
}
