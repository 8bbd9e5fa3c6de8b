import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import { SuperstoreTableError } from './superstore-table-error.js';

/** One line of the sales table, with text cleaned and numbers as exact integers. */
export interface SuperstoreLine {
  readonly row: number;
  readonly orderId: string;
  /** `YYYY-MM-DD`; the table has no time of day and no time zone. */
  readonly orderDate: string;
  readonly shipMode: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly segment: string;
  readonly country: string;
  readonly city: string;
  readonly state: string;
  /** Five digits. */
  readonly postalCode: string;
  readonly region: string;
  readonly productId: string;
  readonly productName: string;
  readonly category: string;
  readonly subCategory: string;
  /** What the line brought in, after discount, in ten-thousandths of a dollar: the table has up to four decimals. */
  readonly salesTenThousandths: number;
  /** A whole number of at least 1. */
  readonly quantity: number;
  /** A whole number, 0–99. */
  readonly discountPercent: number;
}

// prettier-ignore
const COLUMNS = [
  'Row ID', 'Order ID', 'Order Date', 'Ship Mode', 'Customer ID', 'Customer Name', 'Segment', 'Country', 'City',
  'State', 'Postal Code', 'Region', 'Product ID', 'Category', 'Sub-Category', 'Product Name', 'Sales', 'Quantity',
  'Discount',
] as const;
type Column = (typeof COLUMNS)[number];

const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/**
 * Reads the table (CSV, UTF-8, with a header). Columns are found by name; columns that nobody needs are passed over.
 * Throws {@link SuperstoreTableError} when the text is not UTF-8, a column is missing or a field has another format.
 */
export function superstoreLines(csv: Uint8Array): SuperstoreLine[] {
  // A wrong encoding has to fail here: decoded anyway, its replacement characters would end up in names.
  if (!isUtf8(csv)) throw new SuperstoreTableError('The table is not UTF-8.');
  const [header, ...rows] = parse(csv, { bom: true });
  const position = new Map<Column, number>();
  for (const column of COLUMNS) {
    const index = header?.indexOf(column) ?? -1;
    if (index === -1) throw new SuperstoreTableError(`The column "${column}" is missing.`);
    position.set(column, index);
  }
  return rows.map((fields) => toLine((column) => cleanText(fields[position.get(column) ?? -1] ?? '')));
}

const UNCLEAN = /\s\s|[^\S ]|^\s|\s$/;

/** 54 product names hold non-breaking or doubled spaces or end in a space; nobody could find those by typing. */
function cleanText(text: string): string {
  return UNCLEAN.test(text) ? text.replace(/\s+/g, ' ').trim() : text;
}

function toLine(field: (column: Column) => string): SuperstoreLine {
  const row = Number(field('Row ID'));
  const text = (column: Column, format = /./): string => {
    const value = field(column);
    if (!format.test(value)) throw new SuperstoreTableError(`"${column}" is ${JSON.stringify(value)}.`, row);
    return value;
  };
  return {
    row,
    orderId: text('Order ID'),
    orderDate: text('Order Date', DATE),
    shipMode: text('Ship Mode'),
    customerId: text('Customer ID'),
    customerName: text('Customer Name'),
    segment: text('Segment'),
    country: text('Country'),
    city: text('City'),
    state: text('State'),
    // The table keeps postal codes as numbers, so those of New England and New Jersey lost their leading zero.
    postalCode: text('Postal Code', /^\d{4,5}$/).padStart(5, '0'),
    region: text('Region'),
    productId: text('Product ID'),
    productName: text('Product Name'),
    category: text('Category'),
    subCategory: text('Sub-Category'),
    salesTenThousandths: scaled(text('Sales', /^\d+(?:\.\d{1,4})?$/), 4),
    quantity: Number(text('Quantity', /^[1-9]\d*$/)),
    discountPercent: scaled(text('Discount', /^0(?:\.\d{1,2})?$/), 2),
  };
}

/** `scaled('19.5', 4)` is 195000: by digits, since 19.5 * 10 ** 4 would round in floating point. */
function scaled(decimal: string, places: number): number {
  const [whole = '', fraction = ''] = decimal.split('.');
  return Number(whole + fraction.padEnd(places, '0'));
}
