export { createUserService } from './create-service.js';
export { seedAddresses, type AddressSeed } from './seed-addresses.js';
export { seedProfiles, type ProfileSeed } from './seed-profiles.js';
