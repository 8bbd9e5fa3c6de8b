import { existsSync, readFileSync } from 'node:fs';

/** The version of a package that is installed in `bench/`; absent when it is not installed. */
export function packageVersion(name: string): string | undefined {
  const file = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  if (!existsSync(file)) return undefined;
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}

/** Why a gateway cannot be started, for gateways that packages of `bench/` bring. */
export function missingPackage(...names: readonly string[]): { missing?: string } {
  const absent = names.filter((name) => packageVersion(name) === undefined);
  return absent.length === 0
    ? {}
    : { missing: `${absent.join(' and ')} not installed: npm ci --prefix bench` };
}
