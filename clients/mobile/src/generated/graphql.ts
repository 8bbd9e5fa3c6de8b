/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What kind of device takes push messages. */
export type DevicePlatform =
  /** An Android phone or tablet. */
  | 'ANDROID'
  /** An iPhone or iPad. */
  | 'IOS'
  /** A browser. */
  | 'WEB';

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

/** A device that takes push messages. */
export type RegisterDeviceInput = {
  /** Your own name for it; at most 100 characters. */
  name?: string | null | undefined;
  /** What kind of device it is. */
  platform: DevicePlatform;
  /** The push token that the platform gave to the app; 1 to 512 characters. */
  token: string;
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

export type MobileHomeQueryVariables = Exact<{
  first: number;
}>;


export type MobileHomeQuery = { products: { edges: Array<{ node: { id: string, name: string, price: { amount: string, currencyCode: string }, stock: { available: number } | null, rating: { average: number | null, count: number } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type MobileOrdersQueryVariables = Exact<{
  first: number;
}>;


export type MobileOrdersQuery = { me: { orders: { edges: Array<{ node: { id: string, number: string, status: OrderStatus, total: { amount: string, currencyCode: string }, shipment: { status: ShipmentStatus, trackingNumber: string | null } | null } }> } | null } | null };

export type RegisterDeviceMutationVariables = Exact<{
  input: RegisterDeviceInput;
}>;


export type RegisterDeviceMutation = { registerDevice: { device: { id: string, platform: DevicePlatform } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: ErrorCode }> } };

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

export const MobileHomeDocument = new TypedDocumentString(`
    query MobileHome($first: Int!) {
  products(first: $first, sort: NEWEST) {
    edges {
      node {
        id
        name
        price {
          amount
          currencyCode
        }
        stock {
          available
        }
        rating {
          average
          count
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:54aadcb091fda5451fdbdd59325bc67700bb688905b438162b79011e4fee7177"}) as unknown as TypedDocumentString<MobileHomeQuery, MobileHomeQueryVariables>;
export const MobileOrdersDocument = new TypedDocumentString(`
    query MobileOrders($first: Int!) {
  me {
    orders(first: $first) {
      edges {
        node {
          id
          number
          status
          total {
            amount
            currencyCode
          }
          shipment {
            status
            trackingNumber
          }
        }
      }
    }
  }
}
    `, {"hash":"sha256:2dca11db679e535e17d18545c76f03b628bef5f5ad732b15e4588197335c8f0e"}) as unknown as TypedDocumentString<MobileOrdersQuery, MobileOrdersQueryVariables>;
export const RegisterDeviceDocument = new TypedDocumentString(`
    mutation RegisterDevice($input: RegisterDeviceInput!) {
  registerDevice(input: $input) {
    device {
      id
      platform
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `, {"hash":"sha256:d89fd1c0b63d3f7d7c59778fc297c1c3ece7adf1b2dacb35b3df515ad9ecb788"}) as unknown as TypedDocumentString<RegisterDeviceMutation, RegisterDeviceMutationVariables>;