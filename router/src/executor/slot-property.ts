/**
 * The engine's own properties on objects of replies begin with this. `$` is no part of GraphQL names, and the rest
 * cannot be guessed, so that no subgraph can send an object that seems to have a slot.
 */
const PREFIX = `$${[...crypto.getRandomValues(new Uint8Array(6))].map((byte) => byte.toString(16)).join('')}_`;

/** The property that holds the place of an object's entity in the reply of the fetch. */
export function slotProperty(slot: number): string {
  return `${PREFIX}${slot}`;
}

/** The property that holds what several fetches brought of one field which the object itself does not have. */
export function mergedProperty(number: number): string {
  return `${PREFIX}m${number}`;
}

/** Whether a property is the engine's own. */
export function isEngineProperty(key: string): boolean {
  return key.startsWith(PREFIX);
}
