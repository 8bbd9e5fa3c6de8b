/**
 * Whose the facts of each object type are. Types that are missing here make the tests fail: whoever adds a type says
 * whom it is for. Pages, their edges and the payloads of mutations are known by their shape.
 */

/** One customer's own: shown to that customer and to administrators. With the least number of ways that lead there. */
export const OWNED: ReadonlyMap<string, number> = new Map([
  ['Address', 200],
  ['Cart', 20],
  ['Device', 200],
  ['Notification', 2],
  ['Order', 2000],
  ['OrderItem', 600],
  ['Payment', 800],
  ['Preferences', 200],
  ['Refund', 400],
  ['Shipment', 200],
  ['TokenInfo', 1],
  ['User', 400],
]);

/** The shop's own books: for administrators, or for our own services; a customer never holds an object of them. */
export const STAFF: ReadonlyMap<string, number> = new Map([
  ['ApiKey', 1],
  ['AuditEntry', 1],
  ['DeadLetter', 1],
  ['LedgerEntry', 1],
  ['NotificationDelivery', 2],
  ['NotificationTemplate', 1],
  ['ProductSales', 1],
  ['Reservation', 2],
  ['Saga', 2],
  ['SalesStatistics', 1],
  ['StockItem', 3],
  ['StockMovement', 2],
]);

/** For our own services only, and so not in the public schema at all. */
export const INTERNAL: ReadonlySet<string> = new Set(['ApiKeyIdentity', 'CreateProfilePayload']);

/** Parts of other types, as private or public as what they are a part of. */
export const PARTS: ReadonlySet<string> = new Set([
  'CartItem',
  'Money',
  'NotificationPreview',
  'OrderFailure',
  'OrderTimelineEntry',
  'PaymentFailure',
  'ReservationItem',
  'SagaEvent',
  'ShippingAddress',
]);

/** What everybody may see. */
export const PUBLIC: ReadonlySet<string> = new Set([
  'Category',
  'Facet',
  'FacetValue',
  'Product',
  'ProductSuggestion',
  'PublicProfile',
  'RatingSummary',
  'Review',
  'SearchHighlight',
  'StockLevel',
  'TextRange',
  'UserError',
]);

/** Whether a type is a page of a list, or one of its edges. */
export function isPage(typeName: string): boolean {
  return /(?:Connection|Edge|SearchResult)$/.test(typeName) || typeName === 'PageInfo';
}
