/**
 * What the four subgraphs hold. Made by rule and not by chance, so that every run and every machine has the same bytes.
 * Texts hold characters outside Latin-1: one of them makes V8 keep a whole reply as a two-byte string, as real data does.
 */
export interface User {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly birthday: number;
}

export interface Product {
  readonly upc: string;
  readonly name: string;
  readonly price: number;
  readonly weight: number;
  readonly description: string;
  readonly inStock: boolean;
}

export interface Review {
  readonly id: string;
  readonly body: string;
  readonly authorId: string;
  readonly upc: string;
}

const NAMES = [
  'Uri Goldshtein',
  'Dotan Šimha',
  'Zoë Äkerström',
  '山田 花子',
  'Łukasz Żółć',
  'Ana María Núñez',
];

const GOODS = ['Table', 'Sofá', 'Stuhl', 'Lámpara', '本棚', 'Étagère', 'Rug', 'Mirror', 'Schreibtisch'];

const REMARKS = [
  'Love it — it’s sturdy, and the colour is as in the picture.',
  'Too expensive for what it is… the varnish came off within a week.',
  'Could be better: größer als gedacht, but well made, and the drawers don’t stick.',
  'Prefer something else, honestly. 組み立ては簡単でした。',
  'Arrived late, though the courier was très aimable and carried it upstairs.',
  'Does what it should; I’d buy it again without thinking.',
];

const SENTENCES = [
  'Solid oak from managed forests, oiled by hand and packed without plastic.',
  'Maße und Gewicht stehen auf dem Etikett – bitte vor dem Aufbau prüfen.',
  'Se entrega montado; las patas se atornillan en dos minutos.',
  'La garantie couvre dix ans d’usage normal à l’intérieur.',
  '角は丸く仕上げてあるので、お子様にも安心です。',
  'Spare parts stay available for fifteen years after the last one was sold.',
];

/** Products that reviews and `topProducts` are about; the others are there for `catalogue`. */
const REVIEWED_PRODUCTS = GOODS.length;
const PRODUCTS = 8000;
const REVIEWS = 16;

function pick<T>(list: readonly T[], index: number): T {
  const item = list[index % list.length];
  if (item === undefined) throw new Error('Nothing to pick from.');
  return item;
}

export const users: readonly User[] = NAMES.map((name, index) => ({
  id: String(index + 1),
  name,
  username: `shopper-${index + 1}@é.example`,
  birthday: 631_152_000 + index * 31_557_600,
}));

export const products: readonly Product[] = Array.from({ length: PRODUCTS }, (_, index) => ({
  upc: String(index + 1),
  name: index < REVIEWED_PRODUCTS ? pick(GOODS, index) : `${pick(GOODS, index * 7)} № ${index + 1}`,
  price: 99 + ((index * 811) % 2400),
  weight: 100 + ((index * 307) % 1900),
  description: Array.from({ length: 13 }, (__, line) =>
    pick(SENTENCES, index + line * (1 + (index % 5))),
  ).join(' '),
  inStock: index % 3 !== 1,
}));

export const reviews: readonly Review[] = Array.from({ length: REVIEWS }, (_, index) => ({
  id: String(index + 1),
  body: `${pick(REMARKS, index)} ${pick(REMARKS, index * 5 + 3)}`,
  authorId: String(1 + ((index * 2) % 5)),
  upc: String(1 + ((index * index + index) % REVIEWED_PRODUCTS)),
}));
