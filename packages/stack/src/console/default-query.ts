/** What the sandbox shows to a newcomer. */
export const DEFAULT_QUERY = `# Welcome to the TechAlly Supergraph. Press the play button.
query Catalogue {
  products(first: 5) {
    edges {
      node {
        name
        price { amount currencyCode }
        category { name }
        stock { available }
        reviews(first: 3) { edges { node { rating body author { displayName } } } }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`;
