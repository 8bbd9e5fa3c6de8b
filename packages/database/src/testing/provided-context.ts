declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser's URL of the cluster that this run of the tests shares. */
    clusterUrl: string;
    /** Why a domain has no template database: the message of its failing migration, by domain. */
    templateFailures: Record<string, string>;
  }
}

export {};
