import { money } from '@techally/money';
import type { SearchDocument } from '../domain/search-document.js';

/** An id that tells a reader which of many it is. */
export function exampleId(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

const FURNITURE = { id: exampleId(901), name: 'Furniture' };
const SUPPLIES = { id: exampleId(902), name: 'Supplies' };
/** A tree: each path goes from a root to a category in which products are. */
export const EXAMPLE_CATEGORIES = {
  chairs: [FURNITURE, { id: exampleId(911), name: 'Chairs' }],
  tables: [FURNITURE, { id: exampleId(912), name: 'Tables' }],
  fasteners: [SUPPLIES, { id: exampleId(913), name: 'Fasteners' }],
  folders: [SUPPLIES, { id: exampleId(914), name: 'Ring Binders' }],
  technology: [{ id: exampleId(903), name: 'Technology' }],
} as const;

let lastVersion = 0n;

/** A document with what a test says of it; each has a later version than the one before. */
export function exampleDocument(known: Partial<SearchDocument> & Pick<SearchDocument, 'id'>): SearchDocument {
  return {
    version: ++lastVersion,
    archived: false,
    sku: `SKU-${known.id.slice(-4)}`,
    name: 'Thing',
    description: '',
    categories: EXAMPLE_CATEGORIES.technology,
    price: money(600_00),
    specifications: [],
    inStock: true,
    rating: null,
    ratingCount: 0,
    sold: 0,
    createdAt: new Date('2024-01-01T00:00:00.000Z'),
    ...known,
  };
}

const specifications = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([name, value]) => ({ name, value }));
const { chairs, tables, fasteners, folders, technology } = EXAMPLE_CATEGORIES;

const NAMED = {
  officeChair: {
    name: 'Hon Office Chair',
    categories: chairs,
    price: money(100_00),
    specifications: specifications({ colour: 'black', material: 'leather' }),
    rating: 4.5,
    ratingCount: 2,
    sold: 5,
    createdAt: new Date('2024-03-01T00:00:00.000Z'),
  },
  meshChair: {
    name: '🪑 Mesh Chair',
    description: 'For the home office.',
    categories: chairs,
    price: money(80_00),
    specifications: specifications({ colour: 'red', material: 'mesh' }),
    rating: 3,
    ratingCount: 1,
    sold: 7,
    createdAt: new Date('2024-02-01T00:00:00.000Z'),
  },
  cornerDesk: {
    name: 'Bush Corner Desk',
    description: `Solid oak. ${'It is made to last. '.repeat(70)}Goes well with a chair of the office kind.`,
    categories: tables,
    price: money(250_00),
    specifications: specifications({ colour: 'oak', material: 'wood' }),
    inStock: false,
    sold: 6,
  },
  cafeTable: {
    name: 'Café Table',
    categories: tables,
    price: money(99_99),
    specifications: specifications({ colour: 'black', material: 'wood', 'seats up to': '2' }),
    rating: 4,
    ratingCount: 1,
    inStock: false,
  },
  stapler: {
    name: 'Swingline Stapler',
    categories: fasteners,
    price: money(9_99),
    rating: 2,
    ratingCount: 1,
  },
  staples: { name: 'Standard Staples', categories: fasteners, price: money(3_50), sold: 2 },
  phone: { name: 'Cordless Telephone', sku: 'PH-X2000-B', price: money(500_00), categories: technology },
  battery: { name: 'Battery', description: 'For the PH-X2000-B.', price: money(25_00), sold: 9 },
  deskLamp: { name: 'Desk Lamp', sold: 1 },
  lampForDesk: { name: 'Lamp with a Clamp for Any Desk', sold: 2 },
  whiteShelf: { name: 'Steel Shelf White', sold: 10 },
  greyShelf: { name: 'Steel Shelf Grey', sold: 1000 },
  blackMarker: { name: 'Black Marker', sold: 1 },
  blockMarker: { name: 'Block Marker', sold: 3 },
  childrensStool: { name: "Children's Stool", createdAt: new Date('2024-04-01T00:00:00.000Z') },
  archivedChair: { name: 'Withdrawn Office Chair', categories: chairs, archived: true, sold: 5000 },
} satisfies Readonly<Record<string, Partial<SearchDocument>>>;

export type ExampleProduct = keyof typeof NAMED;

/** How many binders there are that differ in nothing but their id and their number. */
export const BINDERS = 13;

/** The ids of the products that tests speak of. */
export const EXAMPLE_IDS = Object.fromEntries(
  Object.keys(NAMED).map((key, index) => [key, exampleId(index + 1)]),
) as Readonly<Record<ExampleProduct, string>>;

/** A small catalogue. */
export const EXAMPLE_DOCUMENTS: readonly SearchDocument[] = [
  ...Object.entries(NAMED).map(([key, known]) =>
    exampleDocument({ id: EXAMPLE_IDS[key as ExampleProduct], ...known }),
  ),
  ...Array.from({ length: BINDERS }, (_, index) =>
    exampleDocument({
      id: exampleId(101 + index),
      name: `Binder ${String(index + 1).padStart(2, '0')}`,
      categories: folders,
      price: money(5_00),
    }),
  ),
];
