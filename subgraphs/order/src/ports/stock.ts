/** The stock of the inventory domain, as it is now. */
export interface Stock {
  /**
   * How many pieces of each product can be bought; a product that the inventory does not know is missing.
   * @throws ServiceUnavailableError when the inventory domain does not answer
   */
  available(productIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
}
