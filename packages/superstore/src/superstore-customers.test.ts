import { expect, test } from 'vitest';
import { readSuperstore } from './read-superstore.js';
import { splitName } from './superstore-customers.js';
import { SuperstoreTableError } from './superstore-table-error.js';

const { customers } = readSuperstore();

test('all 793 customers have a first and a last name of 2–50 characters', () => {
  for (const { firstName, lastName } of customers) {
    for (const name of [firstName, lastName]) expect(name).toMatch(/^\S.{0,48}\S$/u);
  }
});

test('e-mail addresses are unique, plain ASCII and of a reserved domain', () => {
  expect(new Set(customers.map((customer) => customer.email)).size).toBe(793);
  for (const { email } of customers)
    expect(email).toMatch(/^[a-z]+(\.[a-z]+)+\.[a-z]{2}-\d{5}@superstore\.example$/);
  expect(customers.find(({ sourceId }) => sourceId === 'SP-20620')?.email).toBe(
    'stefania.perrino.sp-20620@superstore.example',
  );
  expect(customers.find(({ lastName }) => lastName === 'Pölking')?.email).toMatch(/^resi\.polking\./);
});

test('customers belong to three segments', () => {
  const segments = new Set(customers.map((customer) => customer.segment));
  expect([...segments].sort()).toEqual(['Consumer', 'Corporate', 'Home Office']);
});

test.each([
  ['Sung Pak', ['Sung', 'Pak']],
  ['Darrin Van Huff', ['Darrin', 'Van Huff']],
  ['Sample Company A', ['Sample', 'Company A']],
  ['Joy Bell-', ['Joy', 'Bell']],
  ['Corey-Lock', ['Corey', 'Lock']],
  ["Sean O'Donnell", ['Sean', "O'Donnell"]],
  ['Anne-Marie Low', ['Anne-Marie', 'Low']],
])('%s is split into %j', (name, parts) => {
  expect(splitName(name)).toEqual(parts);
});

test.each(['Cher', 'A Bee', 'Ann B', `Ann ${'b'.repeat(51)}`])('%s is refused', (name) => {
  expect(() => splitName(name)).toThrow(SuperstoreTableError);
});
