export interface SandboxPageOptions {
  /** Where the page sends operations. */
  readonly endpoint: string;
  /** What stands in the editor at the first visit. */
  readonly defaultQuery?: string | undefined;
}

/** What the page needs beside itself, by file name; see `loadSandboxFiles` for the large ones. */
export const START_SCRIPT = `'use strict';
self.MonacoEnvironment = {
  getWorkerUrl: (_, label) =>
    new URL({ graphql: '/sandbox/graphql.worker.js', json: '/sandbox/json.worker.js' }[label] ?? '/sandbox/editor.worker.js', location.origin).href,
};
YogaGraphiQL.renderYogaGraphiQL(
  document.getElementById('root'),
  JSON.parse(document.getElementById('options').textContent),
);
`;

/**
 * The page may load from and connect to the router only. Styles are inline because the editor writes them; scripts never
 * are.
 */
export const SANDBOX_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The sandbox: GraphiQL with an editor for headers, so that an access token can be set. */
export function renderSandboxPage({ endpoint, defaultQuery }: SandboxPageOptions): string {
  const options = {
    endpoint,
    title: 'TechAlly Supergraph',
    logo: LOGO,
    defaultQuery,
    // Tokens are typed into the headers editor; browsers' storage is no place for them unless the user says so.
    isHeadersEditorEnabled: true,
    shouldPersistHeaders: false,
    showPersistHeadersSettings: true,
    additionalHeaders: { 'apollo-require-preflight': 'sandbox' },
  };
  // In JSON, "<" may always be written as an escape; so no text of the options can end the script element.
  const json = JSON.stringify(options).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>TechAlly Supergraph sandbox</title>
    <link rel="icon" href="data:image/svg+xml,${encodeURIComponent(LOGO)}">
    <link rel="stylesheet" href="/sandbox/graphiql.css">
    <style>body { margin: 0; } #root { height: 100vh; }</style>
  </head>
  <body>
    <noscript>The sandbox needs JavaScript. The GraphQL endpoint itself is ${endpoint}.</noscript>
    <div id="root"></div>
    <script type="application/json" id="options">${json}</script>
    <script src="/sandbox/graphiql.js"></script>
    <script src="/sandbox/start.js"></script>
  </body>
</html>
`;
}

const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32"><path d="M16 3l11 6.5v13L16 29 5 22.5v-13z" fill="none" stroke="#d60590" stroke-width="2"/><circle cx="16" cy="16" r="4" fill="#d60590"/></svg>';
