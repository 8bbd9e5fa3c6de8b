/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** A new address in your address book. */
export type AddAddressInput = {
  /** 1 to 100 characters. */
  city: string;
  /** ISO 3166-1 alpha-2, such as "US". */
  countryCode: string;
  /** Whether it becomes your default address. Without a default, a new address becomes it. */
  isDefault?: boolean;
  /** Your own name for it, such as "Home"; at most 50 characters. */
  label?: string | null | undefined;
  /** Street and number; 1 to 200 characters. */
  line1: string;
  /** Floor, company and the like; at most 200 characters. */
  line2?: string | null | undefined;
  /** 1 to 16 characters. */
  postalCode: string;
  /** Whom parcels are for; 2 to 100 characters. */
  recipient: string;
  /** State or province, where addresses have one; at most 100 characters. */
  state?: string | null | undefined;
};

/** A new review. */
export type AddReviewInput = {
  /** 3 to 5000 characters. */
  body: string;
  /** The product. */
  productId: string | number;
  /** 1 (poor) to 5 (excellent). */
  rating: number;
};

/** Pieces to put into a cart. */
export type AddToCartInput = {
  /** The token of a guest cart; a signed-in user has a cart without one, and needs none. A guest who gives none gets a new cart, and its token. */
  cartToken?: string | null | undefined;
  /** The product. */
  productId: string | number;
  /** How many pieces to add, 1 to 1000. */
  quantity?: number;
};

/** An order to cancel. */
export type CancelOrderInput = {
  /** Chosen by the client, 1 to 128 characters, a new one for each cancellation. Sent again with the same input, it changes nothing and is answered alike. */
  idempotencyKey: string;
  /** The order. */
  orderId: string | number;
  /** The version that you have read; left out, any version is cancelled. */
  version?: number | null | undefined;
};

/** Orders what is in the cart. */
export type CheckoutInput = {
  /** Chosen by the client, 1 to 128 characters, a new one for each order. Sent again with the same input, it gives the same order. */
  idempotencyKey: string;
  /** What it is paid with. */
  paymentMethod: PaymentMethodInput;
  /** Where it goes: one of your own addresses. */
  shippingAddressId: string | number;
};

/** An address of yours to delete. */
export type DeleteAddressInput = {
  /** The address. */
  id: string | number;
};

/** Why something was refused. Treat codes that you do not know as INVALID_INPUT. */
export type ErrorCode =
  /** The account is locked. */
  | 'ACCOUNT_LOCKED'
  /** There is one already. */
  | 'ALREADY_EXISTS'
  /** The amount is more than what is left. */
  | 'AMOUNT_TOO_LARGE'
  /** The shop cancelled. */
  | 'CANCELLED_BY_ADMIN'
  /** The customer cancelled. */
  | 'CANCELLED_BY_CUSTOMER'
  /** There is nothing in the cart. */
  | 'CART_EMPTY'
  /** A category cannot be inside itself. */
  | 'CATEGORY_CYCLE'
  /** An account with this e-mail address exists. */
  | 'EMAIL_TAKEN'
  /** The idempotency key was used for something else. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** The e-mail address or the password is wrong. */
  | 'INVALID_CREDENTIALS'
  /** A field of the input breaks a rule; the message says which. */
  | 'INVALID_INPUT'
  /** Its present state does not allow this. */
  | 'INVALID_STATE'
  /** What the input names does not exist, or is not yours. */
  | 'NOT_FOUND'
  /** There is not enough of it in stock. */
  | 'OUT_OF_STOCK'
  /** The bank wants the customer to confirm the payment. */
  | 'PAYMENT_ACTION_REQUIRED'
  /** The card was declined. */
  | 'PAYMENT_DECLINED'
  /** The payment did not go through. */
  | 'PAYMENT_FAILED'
  /** The payment provider did not answer in time; nothing was charged. */
  | 'PAYMENT_TIMEOUT'
  /** A price changed since the cart was filled; look at the cart again. */
  | 'PRICE_CHANGED'
  /** It could not be processed in time. */
  | 'PROCESSING_TIMEOUT'
  /** The product is not sold any more. */
  | 'PRODUCT_ARCHIVED'
  /** It was not paid while the items were reserved. */
  | 'RESERVATION_EXPIRED'
  /** The token is too old. */
  | 'TOKEN_EXPIRED'
  /** The token is unknown or was used already. */
  | 'TOKEN_INVALID'
  /** A refresh token was used twice; the whole session was ended. */
  | 'TOKEN_REUSED'
  /** Too many attempts; wait a while. */
  | 'TOO_MANY_ATTEMPTS'
  /** Somebody changed it since you read it; read it again. */
  | 'VERSION_CONFLICT';

/** Who signs in. */
export type LoginInput = {
  /** The e-mail address of the account. */
  email: string;
  /** The password. */
  password: string;
};

/** A session that ends. */
export type LogoutInput = {
  /** A refresh token of the session; the access token's session when left out. */
  refreshToken?: string | null | undefined;
};

/** Marks one of your notifications as read. */
export type MarkNotificationReadInput = {
  /** The notification. */
  id: string | number;
};

/** A guest cart to add to the own one. */
export type MergeCartInput = {
  /** The token of the guest cart. */
  cartToken: string;
};

/** Where an order stands. */
export type OrderStatus =
  /** It came to nothing; `failure` says why. */
  | 'CANCELLED'
  /** The parcel is being prepared. */
  | 'CONFIRMED'
  /** The parcel has arrived. */
  | 'DELIVERED'
  /** The payment was received. */
  | 'PAID'
  /** It was placed. */
  | 'PENDING'
  /** All of its money was given back. */
  | 'REFUNDED'
  /** Its items are reserved; the payment is under way. */
  | 'RESERVED'
  /** The parcel has left. */
  | 'SHIPPED';

/** What an order is paid with. */
export type PaymentMethodInput = {
  /** The payment provider's token of a card, for example "tok_visa". */
  token: string;
};

/** Where a payment stands. */
export type PaymentStatus =
  /** The order was given up before it was charged. */
  | 'CANCELLED'
  /** Nothing was charged; see "failure". */
  | 'FAILED'
  /** Some of it went back. */
  | 'PARTIALLY_REFUNDED'
  /** The provider has not said yet what became of it. */
  | 'PENDING'
  /** All of it went back. */
  | 'REFUNDED'
  /** The bank wants the customer to confirm it; see "clientSecret". */
  | 'REQUIRES_ACTION'
  /** It was charged. */
  | 'SUCCEEDED';

/** What a list of products is narrowed to. */
export type ProductFilterInput = {
  /** Products of this category and of all below it. */
  categoryId?: string | number | null | undefined;
  /** The highest price. */
  maxPrice?: string | null | undefined;
  /** The lowest price. */
  minPrice?: string | null | undefined;
  /** The least mean rating, 1 to 5. */
  minRating?: number | null | undefined;
};

/** The order of a list of products. */
export type ProductSort =
  /** By name, A to Z. */
  | 'NAME'
  /** The newest first. */
  | 'NEWEST'
  /** The cheapest first. */
  | 'PRICE_ASCENDING'
  /** The most expensive first. */
  | 'PRICE_DESCENDING';

/** A session that goes on. */
export type RefreshTokenInput = {
  /** The refresh token that came last. It can be used once. */
  refreshToken: string;
};

/** A new account. */
export type RegisterInput = {
  /** The e-mail address to sign in with; at most 254 characters. */
  email: string;
  /** 2 to 50 characters. */
  firstName: string;
  /** 2 to 50 characters. */
  lastName: string;
  /** 8 to 128 characters, with a lower-case letter, an upper-case letter and a digit. */
  password: string;
};

/** A product to take out of a cart. */
export type RemoveFromCartInput = {
  /** The token of a guest cart; a signed-in user has a cart without one, and needs none. */
  cartToken?: string | null | undefined;
  /** The product. */
  productId: string | number;
};

/** What a user may do. */
export type Role =
  /** Runs the shop. */
  | 'ADMIN'
  /** A customer. */
  | 'USER';

/** How many pieces of a product are to be in a cart. */
export type SetCartItemInput = {
  /** The token of a guest cart; a signed-in user has a cart without one, and needs none. */
  cartToken?: string | null | undefined;
  /** The product. */
  productId: string | number;
  /** How many pieces there are to be, 0 to 1000; 0 takes the product out. */
  quantity: number;
};

/** Where a parcel is. */
export type ShipmentStatus =
  /** It will not leave. */
  | 'CANCELLED'
  /** It has arrived. */
  | 'DELIVERED'
  /** It is on its way. */
  | 'IN_TRANSIT'
  /** It is being prepared. */
  | 'PENDING'
  /** It came back to the shop. */
  | 'RETURNED'
  /** The carrier has taken it on. */
  | 'SHIPPED';

/** How much a user may ask for. */
export type Tier =
  /** Higher limits. */
  | 'PREMIUM'
  /** The usual limits. */
  | 'STANDARD';

/** A change of your profile; what is left out stays as it is. */
export type UpdateProfileInput = {
  /** 2 to 50 characters. */
  firstName?: string | null | undefined;
  /** 2 to 50 characters. */
  lastName?: string | null | undefined;
  /** Digits, spaces, and a + at the start; 5 to 30 characters. Null removes it. */
  phone?: string | null | undefined;
  /** The profileVersion that the change was made from. */
  version: number;
};

export type RegisterMutationVariables = Exact<{
  input: RegisterInput;
}>;


export type RegisterMutation = { register: { user: { id: string, email: string | null, role: Role | null } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: ErrorCode }> } };

export type LoginMutationVariables = Exact<{
  input: LoginInput;
}>;


export type LoginMutation = { login: { accessToken: string | null, refreshToken: string | null, expiresIn: number | null, user: { id: string } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: ErrorCode }> } };

export type RefreshTokenMutationVariables = Exact<{
  input: RefreshTokenInput;
}>;


export type RefreshTokenMutation = { refreshToken: { accessToken: string | null, refreshToken: string | null, expiresIn: number | null, userErrors: Array<{ field: Array<string> | null, message: string, code: ErrorCode }> } };

export type LogoutMutationVariables = Exact<{
  input: LogoutInput;
}>;


export type LogoutMutation = { logout: { userErrors: Array<{ field: Array<string> | null, message: string, code: ErrorCode }> } };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { id: string, email: string | null, role: Role | null, tier: Tier | null, emailVerified: boolean | null, firstName: string | null, lastName: string | null, profile: { id: string, displayName: string | null } | null } | null };

export type MyAddressesQueryVariables = Exact<{
  first?: number | null | undefined;
}>;


export type MyAddressesQuery = { me: { addresses: { edges: Array<{ node: { id: string, label: string | null, recipient: string, line1: string, line2: string | null, city: string, state: string | null, postalCode: string, countryCode: string, isDefault: boolean, version: number } }> } | null } | null };

export type AddAddressMutationVariables = Exact<{
  input: AddAddressInput;
}>;


export type AddAddressMutation = { addAddress: { address: { id: string } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: ErrorCode }> } };

export type DeleteAddressMutationVariables = Exact<{
  input: DeleteAddressInput;
}>;


export type DeleteAddressMutation = { deleteAddress: { userErrors: Array<{ field: Array<string> | null, message: string, code: ErrorCode }> } };

export type UpdateProfileMutationVariables = Exact<{
  input: UpdateProfileInput;
}>;


export type UpdateProfileMutation = { updateProfile: { user: { id: string, firstName: string | null, lastName: string | null } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: ErrorCode }> } };

export type ProductsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: ProductFilterInput | null | undefined;
  sort?: ProductSort | null | undefined;
}>;


export type ProductsQuery = { products: { edges: Array<{ cursor: string, node: { id: string, name: string, price: { amount: string, currencyCode: string }, category: { name: string }, stock: { available: number } | null, reviews: { edges: Array<{ node: { rating: number, body: string, author: { displayName: string | null } } }> } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ProductQueryVariables = Exact<{
  id: string | number;
}>;


export type ProductQuery = { product: { id: string, sku: string, name: string, description: string, archived: boolean, specifications: Readonly<Record<string, unknown>>, purchasable: boolean | null, price: { amount: string, currencyCode: string }, rating: { average: number | null, count: number }, stock: { available: number, reserved: number } | null, category: { id: string, name: string, slug: string, parent: { name: string } | null } } | null };

export type SearchProductsQueryVariables = Exact<{
  query: string;
  first: number;
}>;


export type SearchProductsQuery = { searchProducts: { totalCount: number, edges: Array<{ node: { id: string, name: string } }>, facets: Array<{ name: string, values: Array<{ value: string, count: number }> }> } };

export type CategoriesQueryVariables = Exact<{ [key: string]: never; }>;


export type CategoriesQuery = { categories: { edges: Array<{ node: { id: string, name: string, slug: string, children: Array<{ id: string, name: string }> } }> } };

export type AddReviewMutationVariables = Exact<{
  input: AddReviewInput;
}>;


export type AddReviewMutation = { addReview: { review: { id: string, rating: number, body: string, author: { displayName: string | null } } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: ErrorCode }> } };

export type CartQueryVariables = Exact<{
  token?: string | null | undefined;
}>;


export type CartQuery = { cart: { token: string | null, itemCount: number, items: Array<{ quantity: number, priceChanged: boolean, product: { id: string, name: string }, unitPrice: { amount: string } }>, total: { amount: string, currencyCode: string } } | null };

export type AddToCartMutationVariables = Exact<{
  input: AddToCartInput;
}>;


export type AddToCartMutation = { addToCart: { cart: { token: string | null, items: Array<{ quantity: number, product: { name: string } }>, total: { amount: string } } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: ErrorCode }> } };

export type SetCartItemMutationVariables = Exact<{
  input: SetCartItemInput;
}>;


export type SetCartItemMutation = { setCartItem: { cart: { items: Array<{ quantity: number, product: { id: string } }>, total: { amount: string } } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: ErrorCode }> } };

export type RemoveFromCartMutationVariables = Exact<{
  input: RemoveFromCartInput;
}>;


export type RemoveFromCartMutation = { removeFromCart: { cart: { items: Array<{ quantity: number, product: { id: string } }> } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: ErrorCode }> } };

export type MergeCartMutationVariables = Exact<{
  input: MergeCartInput;
}>;


export type MergeCartMutation = { mergeCart: { cart: { items: Array<{ quantity: number, product: { id: string } }>, total: { amount: string } } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: ErrorCode }> } };

export type CheckoutMutationVariables = Exact<{
  input: CheckoutInput;
}>;


export type CheckoutMutation = { checkout: { order: { id: string, number: string, status: OrderStatus, total: { amount: string }, failure: { code: ErrorCode, message: string } | null } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: ErrorCode }> } };

export type CancelOrderMutationVariables = Exact<{
  input: CancelOrderInput;
}>;


export type CancelOrderMutation = { cancelOrder: { order: { id: string, status: OrderStatus, failure: { code: ErrorCode } | null } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: ErrorCode }> } };

export type OrderQueryVariables = Exact<{
  id: string | number;
}>;


export type OrderQuery = { order: { id: string, number: string, status: OrderStatus, total: { amount: string, currencyCode: string }, items: Array<{ productName: string, quantity: number, product: { id: string, name: string }, unitPrice: { amount: string } }>, failure: { code: ErrorCode, message: string } | null, timeline: Array<{ status: OrderStatus, at: string }>, payment: { id: string, status: PaymentStatus, clientSecret: string | null, amount: { amount: string } } | null, shipment: { id: string, status: ShipmentStatus, trackingNumber: string | null } | null } | null };

export type MyOrdersQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type MyOrdersQuery = { me: { email: string | null, orders: { edges: Array<{ cursor: string, node: { id: string, status: OrderStatus, total: { amount: string }, items: Array<{ quantity: number, product: { name: string } }>, payment: { status: PaymentStatus } | null, shipment: { status: ShipmentStatus, trackingNumber: string | null } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type MyNotificationsQueryVariables = Exact<{
  first: number;
}>;


export type MyNotificationsQuery = { notifications: { edges: Array<{ node: { id: string, template: string, subject: string, body: string, read: boolean, order: { id: string } | null } }> } };

export type MarkNotificationReadMutationVariables = Exact<{
  input: MarkNotificationReadInput;
}>;


export type MarkNotificationReadMutation = { markNotificationRead: { notification: { id: string, read: boolean } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: ErrorCode }> } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const RegisterDocument = new TypedDocumentString(`
    mutation Register($input: RegisterInput!) {
  register(input: $input) {
    user {
      id
      email
      role
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<RegisterMutation, RegisterMutationVariables>;
export const LoginDocument = new TypedDocumentString(`
    mutation Login($input: LoginInput!) {
  login(input: $input) {
    accessToken
    refreshToken
    expiresIn
    user {
      id
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<LoginMutation, LoginMutationVariables>;
export const RefreshTokenDocument = new TypedDocumentString(`
    mutation RefreshToken($input: RefreshTokenInput!) {
  refreshToken(input: $input) {
    accessToken
    refreshToken
    expiresIn
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<RefreshTokenMutation, RefreshTokenMutationVariables>;
export const LogoutDocument = new TypedDocumentString(`
    mutation Logout($input: LogoutInput!) {
  logout(input: $input) {
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<LogoutMutation, LogoutMutationVariables>;
export const MeDocument = new TypedDocumentString(`
    query Me {
  me {
    id
    email
    role
    tier
    emailVerified
    firstName
    lastName
    profile {
      id
      displayName
    }
  }
}
    `) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const MyAddressesDocument = new TypedDocumentString(`
    query MyAddresses($first: Int) {
  me {
    addresses(first: $first) {
      edges {
        node {
          id
          label
          recipient
          line1
          line2
          city
          state
          postalCode
          countryCode
          isDefault
          version
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MyAddressesQuery, MyAddressesQueryVariables>;
export const AddAddressDocument = new TypedDocumentString(`
    mutation AddAddress($input: AddAddressInput!) {
  addAddress(input: $input) {
    address {
      id
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<AddAddressMutation, AddAddressMutationVariables>;
export const DeleteAddressDocument = new TypedDocumentString(`
    mutation DeleteAddress($input: DeleteAddressInput!) {
  deleteAddress(input: $input) {
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<DeleteAddressMutation, DeleteAddressMutationVariables>;
export const UpdateProfileDocument = new TypedDocumentString(`
    mutation UpdateProfile($input: UpdateProfileInput!) {
  updateProfile(input: $input) {
    user {
      id
      firstName
      lastName
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateProfileMutation, UpdateProfileMutationVariables>;
export const ProductsDocument = new TypedDocumentString(`
    query Products($first: Int!, $after: String, $filter: ProductFilterInput, $sort: ProductSort) {
  products(first: $first, after: $after, filter: $filter, sort: $sort) {
    edges {
      cursor
      node {
        id
        name
        price {
          amount
          currencyCode
        }
        category {
          name
        }
        stock {
          available
        }
        reviews(first: 3) {
          edges {
            node {
              rating
              body
              author {
                displayName
              }
            }
          }
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ProductsQuery, ProductsQueryVariables>;
export const ProductDocument = new TypedDocumentString(`
    query Product($id: ID!) {
  product(id: $id) {
    id
    sku
    name
    description
    archived
    specifications
    purchasable
    price {
      amount
      currencyCode
    }
    rating {
      average
      count
    }
    stock {
      available
      reserved
    }
    category {
      id
      name
      slug
      parent {
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ProductQuery, ProductQueryVariables>;
export const SearchProductsDocument = new TypedDocumentString(`
    query SearchProducts($query: String!, $first: Int!) {
  searchProducts(query: $query, first: $first) {
    totalCount
    edges {
      node {
        id
        name
      }
    }
    facets {
      name
      values {
        value
        count
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SearchProductsQuery, SearchProductsQueryVariables>;
export const CategoriesDocument = new TypedDocumentString(`
    query Categories {
  categories(filter: {rootsOnly: true}) {
    edges {
      node {
        id
        name
        slug
        children {
          id
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CategoriesQuery, CategoriesQueryVariables>;
export const AddReviewDocument = new TypedDocumentString(`
    mutation AddReview($input: AddReviewInput!) {
  addReview(input: $input) {
    review {
      id
      rating
      body
      author {
        displayName
      }
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<AddReviewMutation, AddReviewMutationVariables>;
export const CartDocument = new TypedDocumentString(`
    query Cart($token: String) {
  cart(token: $token) {
    token
    itemCount
    items {
      product {
        id
        name
      }
      quantity
      unitPrice {
        amount
      }
      priceChanged
    }
    total {
      amount
      currencyCode
    }
  }
}
    `) as unknown as TypedDocumentString<CartQuery, CartQueryVariables>;
export const AddToCartDocument = new TypedDocumentString(`
    mutation AddToCart($input: AddToCartInput!) {
  addToCart(input: $input) {
    cart {
      token
      items {
        product {
          name
        }
        quantity
      }
      total {
        amount
      }
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<AddToCartMutation, AddToCartMutationVariables>;
export const SetCartItemDocument = new TypedDocumentString(`
    mutation SetCartItem($input: SetCartItemInput!) {
  setCartItem(input: $input) {
    cart {
      items {
        product {
          id
        }
        quantity
      }
      total {
        amount
      }
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<SetCartItemMutation, SetCartItemMutationVariables>;
export const RemoveFromCartDocument = new TypedDocumentString(`
    mutation RemoveFromCart($input: RemoveFromCartInput!) {
  removeFromCart(input: $input) {
    cart {
      items {
        product {
          id
        }
        quantity
      }
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<RemoveFromCartMutation, RemoveFromCartMutationVariables>;
export const MergeCartDocument = new TypedDocumentString(`
    mutation MergeCart($input: MergeCartInput!) {
  mergeCart(input: $input) {
    cart {
      items {
        product {
          id
        }
        quantity
      }
      total {
        amount
      }
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<MergeCartMutation, MergeCartMutationVariables>;
export const CheckoutDocument = new TypedDocumentString(`
    mutation Checkout($input: CheckoutInput!) {
  checkout(input: $input) {
    order {
      id
      number
      status
      total {
        amount
      }
      failure {
        code
        message
      }
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<CheckoutMutation, CheckoutMutationVariables>;
export const CancelOrderDocument = new TypedDocumentString(`
    mutation CancelOrder($input: CancelOrderInput!) {
  cancelOrder(input: $input) {
    order {
      id
      status
      failure {
        code
      }
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<CancelOrderMutation, CancelOrderMutationVariables>;
export const OrderDocument = new TypedDocumentString(`
    query Order($id: ID!) {
  order(id: $id) {
    id
    number
    status
    total {
      amount
      currencyCode
    }
    items {
      product {
        id
        name
      }
      productName
      quantity
      unitPrice {
        amount
      }
    }
    failure {
      code
      message
    }
    timeline {
      status
      at
    }
    payment {
      id
      status
      amount {
        amount
      }
      clientSecret
    }
    shipment {
      id
      status
      trackingNumber
    }
  }
}
    `) as unknown as TypedDocumentString<OrderQuery, OrderQueryVariables>;
export const MyOrdersDocument = new TypedDocumentString(`
    query MyOrders($first: Int!, $after: String) {
  me {
    email
    orders(first: $first, after: $after) {
      edges {
        cursor
        node {
          id
          status
          total {
            amount
          }
          items {
            product {
              name
            }
            quantity
          }
          payment {
            status
          }
          shipment {
            status
            trackingNumber
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MyOrdersQuery, MyOrdersQueryVariables>;
export const MyNotificationsDocument = new TypedDocumentString(`
    query MyNotifications($first: Int!) {
  notifications(first: $first) {
    edges {
      node {
        id
        template
        subject
        body
        read
        order {
          id
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MyNotificationsQuery, MyNotificationsQueryVariables>;
export const MarkNotificationReadDocument = new TypedDocumentString(`
    mutation MarkNotificationRead($input: MarkNotificationReadInput!) {
  markNotificationRead(input: $input) {
    notification {
      id
      read
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<MarkNotificationReadMutation, MarkNotificationReadMutationVariables>;