import type { Product, Review, User } from './shop-data.ts';
import { products, reviews, users } from './shop-data.ts';

/** The shop as objects that point at each other; graphql-js reads properties and calls methods without any resolver. */
export interface UserNode extends User {
  reviews(): readonly ReviewNode[];
}

export interface ProductNode extends Product {
  readonly shippingEstimate: number;
  reviews(): readonly ReviewNode[];
}

export interface ReviewNode extends Review {
  author(): UserNode;
  product(): ProductNode;
}

/** Heavy things cost by weight, dear ones ship for free. */
export function estimateShipping(price: number, weight: number): number {
  return price > 1000 ? 0 : Math.round(weight / 2);
}

const reviewNodes: readonly ReviewNode[] = reviews.map((review) => ({
  ...review,
  author: () => found(userNodes.get(review.authorId)),
  product: () => found(productNodes.get(review.upc)),
}));

const userNodes = new Map<string, UserNode>(
  users.map((user) => {
    const own = reviewNodes.filter(({ authorId }) => authorId === user.id);
    return [user.id, { ...user, reviews: () => own }];
  }),
);

const productNodes = new Map<string, ProductNode>(
  products.map((product) => {
    const own = reviewNodes.filter(({ upc }) => upc === product.upc);
    const shippingEstimate = estimateShipping(product.price, product.weight);
    return [product.upc, { ...product, shippingEstimate, reviews: () => own }];
  }),
);

const allUsers = [...userNodes.values()];
const allProducts = [...productNodes.values()];

/** The fields of `Query`. */
export const shopRoot = {
  me: () => allUsers[0],
  user: ({ id }: { readonly id: string }) => userNodes.get(id) ?? null,
  users: () => allUsers,
  topProducts: ({ first }: { readonly first: number }) => allProducts.slice(0, first),
  product: ({ upc }: { readonly upc: string }) => productNodes.get(upc) ?? null,
  catalogue: ({ first }: { readonly first: number }) => allProducts.slice(0, first),
};

export function findUser(id: string): UserNode | undefined {
  return userNodes.get(id);
}

export function findProduct(upc: string): ProductNode | undefined {
  return productNodes.get(upc);
}

export function findReview(id: string): ReviewNode | undefined {
  return reviewNodes.find((review) => review.id === id);
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The data of the shop do not fit together.');
  return value;
}
