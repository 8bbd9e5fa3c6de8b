/** The superuser's connection to a database of an embedded cluster, which listens on 127.0.0.1 only. */
export function clusterUrl(port: number, password: string, database: string): string {
  return `postgresql://postgres:${password}@127.0.0.1:${String(port)}/${encodeURIComponent(database)}`;
}
