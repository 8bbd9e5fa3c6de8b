import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';

const REGISTER = `mutation ($input: RegisterInput!) { register(input: $input) { user { id } userErrors { message } } }`;
const LOGIN = `mutation ($input: LoginInput!) { login(input: $input) { accessToken userErrors { message } } }`;
const ADD_ADDRESS = `mutation ($input: AddAddressInput!) { addAddress(input: $input) { address { id } userErrors { message } } }`;
const ADD_TO_CART = `mutation ($input: AddToCartInput!) { addToCart(input: $input) { userErrors { message } } }`;
const CHECKOUT = `mutation ($input: CheckoutInput!) { checkout(input: $input) { order { id status } userErrors { message } } }`;

/** Somebody who has signed in and has an address: what it takes to order. */
export class Customer {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  #token = '';
  #addressId = '';
  readonly #url: string;

  private constructor(url: string) {
    this.#url = url;
  }

  static async register(url: string): Promise<Customer> {
    const customer = new Customer(url);
    const email = `${randomUUID()}@example.com`;
    const password = 'Passw0rdX';
    await customer.#send(REGISTER, { email, password, firstName: 'Ann', lastName: 'Bee' });
    const { login } = await customer.#send<{ login: { accessToken: string } }>(LOGIN, { email, password });
    customer.#token = login.accessToken;
    const { addAddress } = await customer.#send<{ addAddress: { address: { id: string } } }>(ADD_ADDRESS, {
      recipient: 'Ann Bee',
      line1: '1 Main Street',
      city: 'Henderson',
      state: 'Kentucky',
      postalCode: '42420',
      countryCode: 'US',
    });
    customer.#addressId = addAddress.address.id;
    return customer;
  }

  /** Puts one piece into the cart and orders it. @returns The status that `checkout` answers with. */
  async order(productId: string): Promise<string> {
    await this.#send(ADD_TO_CART, { productId, quantity: 1 });
    const { checkout } = await this.#send<{ checkout: { order: { status: string } | null } }>(CHECKOUT, {
      idempotencyKey: randomUUID(),
      shippingAddressId: this.#addressId,
      paymentMethod: { token: 'tok_visa' },
    });
    if (checkout.order === null) throw new Error(`An order was refused: ${JSON.stringify(checkout)}`);
    return checkout.order.status;
  }

  close(): void {
    this.#agent.destroy();
  }

  async #send<Data>(query: string, input: object): Promise<Data> {
    const { data, errors } = JSON.parse(
      await post(this.#url, this.#agent, this.#token, JSON.stringify({ query, variables: { input } })),
    ) as { data?: Data; errors?: unknown };
    if (data === undefined || errors !== undefined) throw new Error(`An error: ${JSON.stringify(errors)}`);
    return data;
  }
}

function post(url: string, agent: Agent, token: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        },
      },
      (response) => {
        response.setEncoding('utf8');
        let text = '';
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => {
          resolve(text);
        });
        response.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
