/**
 * What keeps the process under 250 MB at the price of some percent of CPU time: three quarters of the memory for young
 * objects that Node.js would use, a collection when old objects have doubled, and no cache of compiled texts beside the
 * router's own.
 */
export const MEMORY_FLAGS = [
  '--max-semi-space-size=24',
  '--heap-growing-percent=100',
  '--no-compilation-cache',
];
