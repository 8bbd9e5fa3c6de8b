/** A request of a plan: as it was planned, or with the places of what it fetches. */
interface PlannedFetch {
  readonly kind: 'RootFetch' | 'EntityFetch' | 'Fetch';
}

type Plan<F extends PlannedFetch> =
  | { readonly kind: 'Sequence' | 'Parallel'; readonly nodes: readonly Plan<F>[] }
  | { readonly kind: 'Condition'; readonly ifTrue: Plan<F> | null; readonly ifFalse: Plan<F> | null }
  | F;

/** All fetches of a plan, in its order. */
export function fetchesOf<F extends PlannedFetch>(node: Plan<F> | null): readonly F[] {
  if (node === null) return [];
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap((child) => fetchesOf<F>(child));
    case 'Condition':
      return [...fetchesOf<F>(node.ifTrue), ...fetchesOf<F>(node.ifFalse)];
    case 'RootFetch':
    case 'EntityFetch':
    case 'Fetch':
      return [node];
  }
}
