import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { seedShop } from '../harness/seed-shop.js';
import type { TestAccount, TestStack } from '../harness/start-test-stack.js';
import { sendOperation } from './send-operation.js';

/** The list of the data model's rules, each at both sides of its limit. */
export function validationRules(getStack: () => TestStack): void {
  let stack: TestStack;
  let customer: TestAccount;
  let admin: TestAccount;
  let categoryId = '';
  let productIds: readonly string[] = [];
  beforeAll(async () => {
    stack = getStack();
    [customer, admin] = await Promise.all([stack.customer(), stack.admin()]);
    ({ categoryId, productIds } = await seedShop(stack, { products: 1 }));
  });

  interface UserError {
    readonly field: readonly string[] | null;
    readonly code: string;
    readonly message: string;
  }

  /** What a mutation says about its input. */
  async function userErrors(
    mutation: string,
    input: Readonly<Record<string, unknown>>,
    account?: TestAccount,
  ): Promise<readonly UserError[]> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { userErrors { field message code } } }`;
    const answer = await sendOperation(stack, {
      query,
      variables: { input },
      accessToken: account?.accessToken,
    });
    expect(answer.body.errors).toBeUndefined();
    return answer.body.data[mutation].userErrors;
  }

  /** The one error that names the field, in words. */
  const refusalOf = (field: string, code = 'INVALID_INPUT') => [
    { field: ['input', field], code, message: expect.stringMatching(/^[A-Z].{10,}\.$/) },
  ];

  const show = (value: unknown) => {
    const text = JSON.stringify(value);
    return text.length <= 40 ? text : `${text.slice(0, 12)}… of ${String(value).length} characters`;
  };
  const titled = (values: readonly unknown[]) => values.map((value) => [show(value), value] as const);

  const newAccount = () => ({
    email: `new-${randomUUID()}@example.com`,
    password: 'Passw0rdX',
    firstName: 'Ann',
    lastName: 'Bee',
  });

  const newProduct = () => ({
    sku: `SKU-${randomUUID()}`,
    name: 'Office Chair',
    description: 'A chair.',
    price: '12.50',
    categoryId,
  });

  /** An address of the given length: 64 characters before the @, labels of at most 63 after it. */
  function emailOf(length: number): string {
    const unique = randomUUID().replaceAll('-', '');
    const domain = `${'a'.repeat(61)}.`
      .repeat(4)
      .slice(0, length - 65 - 4)
      .replace(/\.$/, 'a');
    return `${unique}${'x'.repeat(64 - unique.length)}@${domain}.com`;
  }

  describe('the e-mail address of a new account', () => {
    const values = [
      '',
      'ann',
      'ann@',
      '@b.co',
      'ann@b',
      'ann@b.co, eve@b.co',
      'an n@b.co',
      'ann@b..co',
      emailOf(255),
    ];
    it.each(titled(values))('is not %s', async (_title, email) => {
      expect(await userErrors('register', { ...newAccount(), email })).toEqual(refusalOf('email'));
    });

    it.each(titled([`${randomUUID()}@b.co`, `ann+${randomUUID()}@sub.example.museum`, emailOf(254)]))(
      'may be %s',
      async (_title, email) => {
        expect(await userErrors('register', { ...newAccount(), email })).toEqual([]);
      },
    );

    it('is taken by one account only, however it is written', async () => {
      const email = customer.email.toUpperCase();
      expect(await userErrors('register', { ...newAccount(), email })).toEqual(
        refusalOf('email', 'EMAIL_TAKEN'),
      );
    });
  });

  describe('a password', () => {
    const bad = ['', 'Passw0r', 'passw0rdx', 'PASSW0RDX', 'PasswordX', `Aa1${'x'.repeat(126)}`];
    it.each(titled(bad))('of a new account is not %s', async (_title, password) => {
      expect(await userErrors('register', { ...newAccount(), password })).toEqual(refusalOf('password'));
    });

    it.each(titled(bad))('is not changed to %s', async (_title, newPassword) => {
      const input = { currentPassword: customer.password, newPassword };
      expect(await userErrors('changePassword', input, customer)).toEqual(refusalOf('newPassword'));
    });

    it.each(titled(['Passw0rd', `Aa1${'x'.repeat(125)}`, 'Pass word1']))(
      'may be %s',
      async (_title, password) => {
        expect(await userErrors('register', { ...newAccount(), password })).toEqual([]);
      },
    );
  });

  describe.each(['firstName', 'lastName'])('the %s', (field) => {
    const bad = ['', 'A', ' A ', '   ', 'x'.repeat(51), 'An\u0007n'];
    it.each(titled(bad))('of a new account is not %s', async (_title, value) => {
      expect(await userErrors('register', { ...newAccount(), [field]: value })).toEqual(refusalOf(field));
    });

    it.each(titled(bad))('is not changed to %s', async (_title, value) => {
      expect(await userErrors('updateProfile', { version: 1, [field]: value }, customer)).toEqual(
        refusalOf(field),
      );
    });

    it.each(titled(['An', 'x'.repeat(50), 'Ælfþryð', '明美', "O'Brien-Smith"]))(
      'may be %s',
      async (_title, value) => {
        expect(await userErrors('register', { ...newAccount(), [field]: value })).toEqual([]);
      },
    );
  });

  describe.each([
    ['name', ['', 'ab', 'x'.repeat(256)], ['abc', 'x'.repeat(255), '😀'.repeat(255)]],
    ['description', ['x'.repeat(2001)], ['', 'x'.repeat(2000)]],
    [
      'price',
      ['0', '0.00', '-0.01', '-12.50', '0.001', '12.505', '10000000000.00'],
      ['0.01', '1', '1.5', '9999999999.99'],
    ],
  ])('the %s of a product', (field, bad, good) => {
    it.each(titled(bad))('is not %s', async (_title, value) => {
      expect(await userErrors('createProduct', { ...newProduct(), [field]: value }, admin)).toEqual(
        refusalOf(field),
      );
    });

    it.each(titled(bad))('is not changed to %s', async (_title, value) => {
      const input = { id: productIds[0], version: 1, [field]: value };
      expect(await userErrors('updateProduct', input, admin)).toEqual(refusalOf(field));
    });

    it.each(titled(good))('may be %s', async (_title, value) => {
      expect(await userErrors('createProduct', { ...newProduct(), [field]: value }, admin)).toEqual([]);
    });
  });

  describe('the category of a product', () => {
    it.each(titled(['', 'chairs', '123', `${randomUUID()}0`]))('is not %s', async (_title, value) => {
      expect(await userErrors('createProduct', { ...newProduct(), categoryId: value }, admin)).toEqual(
        refusalOf('categoryId'),
      );
    });

    it('is one that exists', async () => {
      expect(await userErrors('createProduct', { ...newProduct(), categoryId: randomUUID() }, admin)).toEqual(
        refusalOf('categoryId', 'NOT_FOUND'),
      );
    });

    it('may be written in upper case', async () => {
      const input = { ...newProduct(), categoryId: categoryId.toUpperCase() };
      expect(await userErrors('createProduct', input, admin)).toEqual([]);
    });
  });

  it('several mistakes are told at once, each at its field', async () => {
    const input = { email: 'ann', password: 'short', firstName: 'A', lastName: '' };
    const errors = await userErrors('register', input);
    expect(errors.map(({ field }) => field?.[1]).sort()).toEqual([
      'email',
      'firstName',
      'lastName',
      'password',
    ]);
  });
}
