/** The shipments about which a carrier is to be asked. */
export interface ShipmentQueue {
  /**
   * Takes up to `limit` shipments whose time has come (`carrierCheckAt`), the longest overdue first, and puts each off
   * until `until`: no other replica takes it before. Resolves with their ids.
   */
  claimDue(now: Date, until: Date, limit: number): Promise<readonly string[]>;
}
