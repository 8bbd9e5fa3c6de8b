/** Secrets of systems that live as long as a test. */
export const TEST_SECRETS = {
  identitySecret: 'the identity secret of the end-to-end tests',
  keyEncryptionSecret: 'the key encryption secret of the end-to-end tests',
};
