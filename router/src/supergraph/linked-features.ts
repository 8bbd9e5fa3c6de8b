import type { ConstDirectiveNode, DocumentNode } from 'graphql';
import { Kind } from 'graphql';
import { readArgument, readStringArgument } from './read-argument.js';

/**
 * What of a supergraph belongs to the specifications that it links (join, inaccessible, tag, cost …) and not to the
 * graph that clients see. Names follow https://specs.apollo.dev/link/v1.0/ and, for supergraphs of Federation 1,
 * https://specs.apollo.dev/core/v0.1/: both let a supergraph rename a specification, and the elements of one.
 */
export interface LinkedFeatures {
  isFeatureType(name: string): boolean;
  isFeatureDirective(name: string): boolean;
  /** The name that `@inaccessible` goes by; `undefined` when the supergraph does not link its specification. */
  readonly inaccessible: string | undefined;
  /**
   * The name that the directive of a specification goes by which is called like the specification itself, such as
   * `authenticated`; `undefined` when the supergraph does not link it.
   */
  directiveOf(specification: string): string | undefined;
  /**
   * The name that a directive goes by in this supergraph; `undefined` when its specification is not linked.
   * @param identity The specification's URL without its version, such as `https://specs.apollo.dev/cost`.
   * @param name Its name in the specification, without `@`.
   */
  directiveName(identity: string, name: string): string | undefined;
}

interface Feature {
  /** The URL without its version. */
  readonly identity: string;
  /** The prefix of its elements, and the name of its main directive. */
  readonly name: string;
  /** Name in the specification → name here; directives with their `@`. */
  readonly imports: ReadonlyMap<string, string>;
}

export function readLinkedFeatures(supergraph: DocumentNode): LinkedFeatures {
  const features = readFeatures(supergraph);
  const prefixes = features.map(({ name }) => `${name}__`);
  const names = new Set(features.map(({ name }) => name));
  const imported = new Set(features.flatMap(({ imports }) => [...imports.values()]));
  const hasPrefix = (name: string) => prefixes.some((prefix) => name.startsWith(prefix));

  function directiveName(identity: string, name: string): string | undefined {
    const feature = features.find((linked) => linked.identity === identity);
    if (feature === undefined) return undefined;
    const own = identity.endsWith(`/${name}`) ? feature.name : `${feature.name}__${name}`;
    return feature.imports.get(`@${name}`)?.slice(1) ?? own;
  }

  const directiveOf = (specification: string) =>
    directiveName(`https://specs.apollo.dev/${specification}`, specification);
  return {
    isFeatureType: (name) => hasPrefix(name) || imported.has(name),
    isFeatureDirective: (name) => names.has(name) || hasPrefix(name) || imported.has(`@${name}`),
    inaccessible: directiveOf('inaccessible'),
    directiveOf,
    directiveName,
  };
}

function readFeatures(supergraph: DocumentNode): readonly Feature[] {
  const applications = supergraph.definitions
    .filter(({ kind }) => kind === Kind.SCHEMA_DEFINITION || kind === Kind.SCHEMA_EXTENSION)
    .flatMap((schema) =>
      'directives' in schema ? (schema.directives as readonly ConstDirectiveNode[]) : [],
    );
  // The linking directive may itself be renamed: it is the one that links its own specification under its name.
  const linking = applications.find((application) => {
    const feature = readFeature(application);
    return LINKING.has(feature?.identity ?? '') && feature?.name === application.name.value;
  });
  return applications
    .filter(({ name }) => name.value === linking?.name.value)
    .map(readFeature)
    .filter((feature) => feature !== undefined);
}

const LINKING: ReadonlySet<string> = new Set([
  'https://specs.apollo.dev/link',
  'https://specs.apollo.dev/core',
]);

function readFeature(application: ConstDirectiveNode): Feature | undefined {
  const url = readStringArgument(application, 'url') ?? readStringArgument(application, 'feature');
  const parts = url === undefined ? null : /^(.*?([^/]+))\/v\d+\.\d+\/?(?:[?#].*)?$/.exec(url);
  const [, identity, specName] = parts ?? [];
  if (identity === undefined || specName === undefined) return undefined;
  const imports = readArgument(application, 'import');
  return {
    identity,
    name: readStringArgument(application, 'as') ?? specName,
    imports: new Map(Array.isArray(imports) ? imports.flatMap(readImport) : []),
  };
}

/** `"@key"` or `{ name: "@key", as: "@entityKey" }`. */
function readImport(imported: unknown): [string, string][] {
  if (typeof imported === 'string') return [[imported, imported]];
  if (typeof imported !== 'object' || imported === null || !('name' in imported)) return [];
  const { name } = imported;
  if (typeof name !== 'string') return [];
  return [[name, 'as' in imported && typeof imported.as === 'string' ? imported.as : name]];
}
