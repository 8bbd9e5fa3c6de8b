/** The database that the test databases of a domain are copied from. */
export function templateName(domain: string): string {
  return `template_${domain}`;
}
