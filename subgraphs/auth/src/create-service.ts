import { createIdentitySigner } from '@techally/identity';
import type { Identity } from '@techally/identity';
import {
  createMessageConsumer,
  createOutboxRelay,
  createPeriodicTask,
  handlersOf,
} from '@techally/messaging';
import {
  and,
  createInternalClient,
  createSubgraph,
  fieldLimitRules,
  isAdminWith,
  isAnyone,
  isService,
  isUserWith,
  maySee,
  reportOutages,
} from '@techally/subgraph-kit';
import type { Service, ServiceDependencies } from '@techally/subgraph-kit';
import type { JSONWebKeySet } from 'jose';
import { createAesKeyCipher } from './adapters/aes-key-cipher.js';
import { createArgon2PasswordHasher } from './adapters/argon2-password-hasher.js';
import { createInternalProfiles } from './adapters/internal-profiles.js';
import type { Argon2Cost } from './adapters/phc-string.js';
import { createPostgresAttemptCounter } from './adapters/postgres-attempt-counter.js';
import { createPrismaAccountStore } from './adapters/prisma-account-store.js';
import { createPrismaApiKeyStore } from './adapters/prisma-api-key-store.js';
import { createPrismaAuditLog } from './adapters/prisma-audit-log.js';
import { createDatabase } from './adapters/prisma-client.js';
import type { Transaction } from './adapters/prisma-client.js';
import { createPrismaHousekeeping } from './adapters/prisma-housekeeping.js';
import { createPrismaOneTimeTokenStore } from './adapters/prisma-one-time-token-store.js';
import { createPrismaSessionStore } from './adapters/prisma-session-store.js';
import { createPrismaSigningKeyStore } from './adapters/prisma-signing-key-store.js';
import { createAccessTokens, DEFAULT_ISSUER } from './application/access-tokens.js';
import { createAccountAdministration } from './application/administer-accounts.js';
import { createAnswerEvenly } from './application/answer-evenly.js';
import { createAttemptLimiter } from './application/attempt-limiter.js';
import { createCredentialCheck } from './application/credential-check.js';
import { createAccountDeletion } from './application/delete-account.js';
import { createTokenInspection } from './application/inspect-token.js';
import { createHousekeeper } from './application/keep-house.js';
import { createKeyRing } from './application/key-ring.js';
import { createMailThrottle } from './application/mail-throttle.js';
import { createApiKeyManagement } from './application/manage-api-keys.js';
import { createPasswordManagement } from './application/manage-password.js';
import { createSessionManagement } from './application/manage-sessions.js';
import { createRegistration } from './application/register-account.js';
import { createTokenWithdrawal } from './application/revoke-token.js';
import { createTokenRevocation } from './application/token-revocation.js';
import { createEmailVerification } from './application/verify-email.js';
import type { RevocationList } from '@techally/revocation';
import { MessageHandlers } from './events/message-handlers.js';
import { AccountResolver } from './resolvers/account-resolver.js';
import { AdministrationResolver } from './resolvers/administration-resolver.js';
import { ApiKeyResolver } from './resolvers/api-key-resolver.js';
import type { AuthContext } from './resolvers/auth-context.js';
import { createLoaders } from './resolvers/auth-context.js';
import { SessionResolver } from './resolvers/session-resolver.js';
import { showUser } from './resolvers/show.js';
import { UserType } from './resolvers/types/user-type.js';

const HOUSEKEEPING_INTERVAL = 60 * 60 * 1000;
/** Milliseconds that a request for a mail takes; many times what the work takes. */
const MAIL_ANSWER_DURATION = 250;

export interface AuthServiceDependencies extends ServiceDependencies {
  /** Where revoked access tokens are told to everybody. Opened and closed by the caller. */
  readonly revocations: RevocationList;
  /** Encrypts the signing keys in the database; at least 32 characters. */
  readonly keyEncryptionSecret: string;
  /** The `iss` claim of access tokens. Default `https://auth.techally.local`. */
  readonly issuer?: string;
  /** What a password hash costs. Default: 19 MiB, 2 passes. Less is for tests only. */
  readonly passwordCost?: Argon2Cost;
  /** Milliseconds that requests for a mail take, so that the time tells nothing. Default 250. */
  readonly mailAnswerDuration?: number;
}

export interface AuthService extends Service {
  /** The public keys of our access tokens (RFC 7517). */
  jwks(): Promise<JSONWebKeySet>;
  /** Whom an API key acts for now; null when it is not valid. */
  resolveApiKey(key: string): Promise<Identity | null>;
  /** Signs with a new key from now on. Tokens of the old keys hold until they expire. */
  rotateSigningKey(): Promise<void>;
}

interface Representation {
  readonly id: string;
}

/** Puts the auth service together: accounts, sessions, tokens, keys and the audit log. */
export async function createAuthService(dependencies: AuthServiceDependencies): Promise<AuthService> {
  const { databaseUrl, identitySecret, bus, logger, revocations, now = () => new Date() } = dependencies;
  const cipher = createAesKeyCipher(dependencies.keyEncryptionSecret);
  const database = createDatabase(dependencies);
  const accounts = createPrismaAccountStore(database);
  const sessions = createPrismaSessionStore(database);
  const oneTimeTokens = createPrismaOneTimeTokenStore(database);
  const apiKeys = createPrismaApiKeyStore(database);
  const auditLog = createPrismaAuditLog(database);
  const attempts = createPostgresAttemptCounter(database);
  const hasher = createArgon2PasswordHasher(dependencies.passwordCost);
  const signer = createIdentitySigner({ secret: identitySecret });
  const profiles = createInternalProfiles(
    createInternalClient({ service: 'auth', signer, transport: dependencies.internal }),
  );

  const relay = createOutboxRelay({
    databaseUrl,
    bus,
    ...reportOutages(logger, 'auth outbox relay'),
  });
  const wakeOutbox = () => {
    relay.wake();
  };

  const keyRing = createKeyRing({ store: createPrismaSigningKeyStore(database), cipher, now });
  const tokens = createAccessTokens({ keyRing, issuer: dependencies.issuer ?? DEFAULT_ISSUER, now });
  const revocation = createTokenRevocation(revocations);
  const credentials = createCredentialCheck({
    accounts,
    hasher,
    limiter: createAttemptLimiter(attempts, now),
  });
  const mail = {
    mayMail: createMailThrottle(attempts, now),
    answerEvenly: createAnswerEvenly(dependencies.mailAnswerDuration ?? MAIL_ANSWER_DURATION),
  };
  const apiKeyManagement = createApiKeyManagement({ apiKeys, accounts, now });
  const sweeper = createPeriodicTask({
    interval: HOUSEKEEPING_INTERVAL,
    task: createHousekeeper({ housekeeping: createPrismaHousekeeping(database), keyRing, now }),
    onError: (err) => {
      logger.warn({ err }, 'auth housekeeping');
    },
  });

  const limited = fieldLimitRules(dependencies);

  const subgraph = await createSubgraph<AuthContext>({
    name: 'auth',
    identitySecret,
    logger,
    resolvers: [
      new AccountResolver({
        register: createRegistration({ accounts, hasher, profiles, logger, now, wakeOutbox }),
        emails: createEmailVerification({ accounts, oneTimeTokens, ...mail, now, wakeOutbox }),
        passwords: createPasswordManagement({
          accounts,
          oneTimeTokens,
          attempts,
          hasher,
          credentials,
          revocation,
          ...mail,
          now,
          wakeOutbox,
        }),
        deleteAccount: createAccountDeletion({ accounts, credentials, revocation, now, wakeOutbox }),
      }),
      new SessionResolver({
        sessions: createSessionManagement({ sessions, credentials, tokens, revocation, now }),
        withdrawToken: createTokenWithdrawal({ sessions, auditLog, tokens, revocation, now }),
        inspectToken: createTokenInspection({ accounts, sessions, tokens, revocations }),
      }),
      new AdministrationResolver(createAccountAdministration({ accounts, revocation, now }), auditLog),
      new ApiKeyResolver(apiKeys, apiKeyManagement),
    ],
    orphanedTypes: [UserType],
    references: {
      User: async ({ id }: Representation, { identity, loaders }: AuthContext) => {
        if (!maySee(identity, id, 'profile')) return null;
        const account = await loaders.account.load(id);
        return account && showUser(account);
      },
    },
    rules: {
      Query: {
        validateToken: isAnyone,
        apiKeys: isAdminWith('admin:keys:read'),
        auditLog: isAdminWith('admin:audit:read'),
        apiKeyIdentity: isService,
      },
      Mutation: {
        register: and(isAnyone, limited('register', 'address')),
        login: isAnyone,
        refreshToken: isAnyone,
        logout: isAnyone,
        verifyEmail: isAnyone,
        resendVerification: isAnyone,
        requestPasswordReset: and(isAnyone, limited('requestPasswordReset', 'address')),
        resetPassword: and(isAnyone, limited('resetPassword', 'address')),
        changePassword: isUserWith('profile:write'),
        deleteAccount: isUserWith('profile:write'),
        revokeToken: isUserWith('profile:write'),
        setUserRole: isAdminWith('admin:users:write'),
        setUserTier: isAdminWith('admin:users:write'),
        lockUser: isAdminWith('admin:users:write'),
        createApiKey: isAdminWith('admin:keys:write'),
        revokeApiKey: isAdminWith('admin:keys:write'),
      },
    },
    context: (request) => ({ ...request, loaders: createLoaders(accounts) }),
  });

  const consumer = createMessageConsumer({
    bus,
    service: 'auth',
    prisma: database,
    handlers: handlersOf('auth', new MessageHandlers((tx: Transaction) => createPrismaAuditLog(tx))),
  });

  const jwks = () => keyRing.publicKeys();
  return {
    subgraph,
    documents: { '/.well-known/jwks.json': jwks },
    jwks,
    resolveApiKey: (key) => apiKeyManagement.resolve(key),
    rotateSigningKey: () => keyRing.rotate(),
    async start() {
      // Fails now, and not at the first login, when the stored keys cannot be decrypted.
      await keyRing.signer();
      await consumer.start();
      relay.start();
      sweeper.start();
    },
    async stop() {
      await consumer.close();
      await sweeper.stop();
      await relay.stop();
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
