import { randomUUID } from 'node:crypto';
import type { InternalTransport } from '@techally/subgraph-kit';

/** The user and inventory subgraphs as far as this service asks them. */
export interface Neighbours {
  readonly transport: InternalTransport;
  /** Available pieces by product id. */
  readonly stock: Map<string, number>;
  /** Adds an address of a user; returns its id. */
  addAddress(userId: string): string;
  /** Runs before each answer, to make a test's own trouble. */
  interfere: (subgraph: string) => Promise<void> | void;
}

interface Representation {
  readonly id: string;
}

export function createNeighbours(): Neighbours {
  const stock = new Map<string, number>();
  const owners = new Map<string, string>();

  function answer(subgraph: string, { id }: Representation): object | null {
    if (subgraph === 'inventory') {
      const available = stock.get(id);
      return available === undefined ? null : { stock: { available } };
    }
    const ownerId = owners.get(id);
    if (ownerId === undefined) return null;
    const place = {
      recipient: 'Ann Bee',
      line1: '1 Main Street',
      line2: null,
      city: 'Springfield',
      state: 'IL',
      postalCode: '62701',
      countryCode: 'US',
    };
    return { id, ...place, owner: { id: ownerId } };
  }

  const neighbours: Neighbours = {
    stock,
    interfere: () => undefined,
    addAddress(userId) {
      const id = randomUUID();
      owners.set(id, userId);
      return id;
    },
    async transport(subgraph, { variables, headers }) {
      if (headers['x-techally-identity'] === undefined)
        throw new Error('An internal call needs an identity.');
      await neighbours.interfere(subgraph);
      const representations = (variables?.['representations'] ?? []) as readonly Representation[];
      return { data: { _entities: representations.map((each) => answer(subgraph, each)) } };
    },
  };
  return neighbours;
}
