/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** A change of the stock of one product. */
export type AdjustStockInput = {
  /** How many pieces came (positive) or went (negative); not 0. */
  delta: number;
  /** Chosen by the client, 1 to 100 characters, a new one for each change. Sent again with the same change, it changes nothing and is answered alike. */
  idempotencyKey: string;
  /** The product. */
  productId: string | number;
  /** Why, for the history; at most 200 characters. */
  reason?: string | null | undefined;
  /** The version that you have read; the change is refused when it is another by now. */
  version?: number | null | undefined;
};

/** A product to take out of the catalogue. */
export type ArchiveProductInput = {
  /** The product. */
  id: string | number;
  /** The version that you have read. */
  version: number;
};

/** What an administrator did. */
export type AuditAction =
  /** Adjusted the stock of a product. */
  | 'ADJUST_STOCK'
  /** Took a product out of the catalogue. */
  | 'ARCHIVE_PRODUCT'
  /** Had the parked processing of an order undone. */
  | 'COMPENSATE_SAGA'
  /** Made an API key. */
  | 'CREATE_API_KEY'
  /** Added a category. */
  | 'CREATE_CATEGORY'
  /** Added a product to the catalogue. */
  | 'CREATE_PRODUCT'
  /** Reported that a parcel has left. */
  | 'CREATE_SHIPMENT'
  /** Deleted a failed message for good. */
  | 'DISCARD_DEAD_LETTER'
  /** Locked an account. */
  | 'LOCK_USER'
  /** Showed or hid a review. */
  | 'MODERATE_REVIEW'
  /** Gave a failed message to its consumer once more. */
  | 'REDRIVE_DEAD_LETTER'
  /** Gave money of a payment back. */
  | 'REFUND_PAYMENT'
  /** Sent a notification once more. */
  | 'RESEND_NOTIFICATION'
  /** Resumed the processing of an order. */
  | 'RETRY_SAGA'
  /** Reported that a parcel came back. */
  | 'RETURN_SHIPMENT'
  /** Revoked an API key. */
  | 'REVOKE_API_KEY'
  /** Revoked a token of somebody else's. */
  | 'REVOKE_TOKEN'
  /** Gave an account another role. */
  | 'SET_USER_ROLE'
  /** Gave an account another tier. */
  | 'SET_USER_TIER'
  /** Unlocked an account. */
  | 'UNLOCK_USER'
  /** Renamed or moved a category. */
  | 'UPDATE_CATEGORY'
  /** Changed a product. */
  | 'UPDATE_PRODUCT'
  /** Reported news of a parcel. */
  | 'UPDATE_SHIPMENT';

/** What the audit log is narrowed to. */
export type AuditFilterInput = {
  /** Only this action. */
  action?: AuditAction | null | undefined;
  /** What this administrator did. */
  actorId?: string | number | null | undefined;
  /** From this moment on. */
  from?: string | null | undefined;
  /** What was done to this thing. */
  targetId?: string | number | null | undefined;
  /** What was done to this kind of thing, such as "User" or "Product". */
  targetType?: string | null | undefined;
  /** Before this moment. */
  to?: string | null | undefined;
};

/** A parked saga to undo. */
export type CompensateSagaInput = {
  /** Why, for the saga's history and the audit log; one line of 1 to 200 characters. */
  reason: string;
  /** The saga. */
  sagaId: string | number;
};

/** A new API key. */
export type CreateApiKeyInput = {
  /** When it expires; never when left out. */
  expiresAt?: string | null | undefined;
  /** What it is for; 1 to 100 characters. */
  name: string;
  /** What it may be used for: some of the account's scopes, at least one. */
  scopes: Array<string>;
  /** The account that it acts for; your own when left out. */
  userId?: string | number | null | undefined;
};

/** A new product. */
export type CreateProductInput = {
  /** The category that it belongs to. */
  categoryId: string | number;
  /** At most 2000 characters. */
  description?: string;
  /** How many pieces there are to begin with. */
  initialStock?: number;
  /** 3 to 255 characters. */
  name: string;
  /** The price of one piece: positive, at most two decimals. */
  price: string;
  /** The article number, unique; 1 to 64 characters. */
  sku: string;
  /** Facts about the product by name. */
  specifications?: Readonly<Record<string, unknown>> | null | undefined;
};

/** The parcel of a confirmed order that has left, or is to be booked with a carrier. */
export type CreateShipmentInput = {
  /** Who carries it, 1 to 100 characters. "Sandbox" is a carrier for demonstrations that carries nothing. */
  carrier: string;
  /** Chosen by the client, 1 to 128 characters, a new one for each shipment. Sent again with the same input, it changes nothing and is answered alike. */
  idempotencyKey: string;
  /** The order. */
  orderId: string | number;
  /** The carrier's number for it, 1 to 100 characters. Left out, a carrier that is connected is asked for it. */
  trackingNumber?: string | null | undefined;
};

/** Deletes a dead letter for good. */
export type DiscardDeadLetterInput = {
  /** The dead letter. */
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

/** An account to lock or unlock. */
export type LockUserInput = {
  /** Whether it shall be locked. */
  locked: boolean;
  /** The account. */
  userId: string | number;
  /** The accountVersion that the change was made from; left out, any. */
  version?: number | null | undefined;
};

/** A way to a customer. */
export type NotificationChannel =
  /** An e-mail. */
  | 'EMAIL'
  /** Shown in the shop, sent nowhere. */
  | 'IN_APP'
  /** A notification on the devices. */
  | 'PUSH'
  /** A text message to the telephone. */
  | 'SMS';

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

/** Gives a dead letter to its consumer once more. */
export type RedriveDeadLetterInput = {
  /** The dead letter. */
  id: string | number;
};

/** A refund of a payment. */
export type RefundPaymentInput = {
  /** What goes back: positive, at most two decimals; all that is left when left out. */
  amount?: string | null | undefined;
  /** Yours, 1 to 200 characters: the same key never refunds twice. */
  idempotencyKey: string;
  /** The payment. */
  paymentId: string | number;
  /** Why it goes back; 1 to 200 characters. */
  reason: string;
};

/** Where a refund stands. */
export type RefundStatus =
  /** The provider refused it; nothing went back. */
  | 'FAILED'
  /** On its way. */
  | 'PENDING'
  /** The money went back. */
  | 'SUCCEEDED';

/** A parked saga to take up again. */
export type RetrySagaInput = {
  /** The saga. */
  sagaId: string | number;
};

/** A parcel that came back as a whole. */
export type ReturnShipmentInput = {
  /** Chosen by the client, 1 to 128 characters, a new one for each return. Sent again with the same input, it changes nothing and is answered alike. */
  idempotencyKey: string;
  /** Whether its pieces can be sold again: true puts them back into stock. */
  restock: boolean;
  /** The shipment. */
  shipmentId: string | number;
  /** The version that you have read. */
  version: number;
};

/** What has to happen next in a saga. */
export type SagaAwaits =
  /** The answer to the command that undoes the step. */
  | 'COMPENSATION'
  /** The customer has to confirm the payment. */
  | 'CUSTOMER'
  /** Nothing: it is at rest. */
  | 'NOTHING'
  /** The answer to the command of the step. */
  | 'OUTCOME';

/** What a list of sagas is narrowed to. */
export type SagaFilterInput = {
  /** Sagas in this state. */
  state?: SagaState | null | undefined;
};

/** How the processing of an order goes. */
export type SagaState =
  /** Everything is undone. */
  | 'COMPENSATED'
  /** What was done is being undone, the last step first. */
  | 'COMPENSATING'
  /** Every step is done. */
  | 'COMPLETED'
  /** It needs somebody: an answer did not come. A late answer, retrySaga or compensateSaga moves it on. */
  | 'PARKED'
  /** Forward, step by step. */
  | 'RUNNING';

/** Another tier for an account. */
export type SetUserTierInput = {
  /** The tier that it shall have. */
  tier: Tier;
  /** The account. */
  userId: string | number;
  /** The accountVersion that the change was made from; left out, any. */
  version?: number | null | undefined;
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

/** A change of a product; what is left out stays as it is. */
export type UpdateProductInput = {
  /** Another category. */
  categoryId?: string | number | null | undefined;
  /** At most 2000 characters. */
  description?: string | null | undefined;
  /** The product. */
  id: string | number;
  /** 3 to 255 characters. */
  name?: string | null | undefined;
  /** Positive, at most two decimals. */
  price?: string | null | undefined;
  /** Replaces all specifications. */
  specifications?: Readonly<Record<string, unknown>> | null | undefined;
  /** The version that the change was made from. */
  version: number;
};

/** News of a parcel; what is left out stays as it is. */
export type UpdateShipmentInput = {
  /** The shipment. */
  shipmentId: string | number;
  /** Where it is now: IN_TRANSIT or DELIVERED. */
  status?: ShipmentStatus | null | undefined;
  /** The carrier's number for it, 1 to 100 characters. */
  trackingNumber?: string | null | undefined;
  /** The version that you have read. */
  version: number;
};

export type AdminOrdersQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type AdminOrdersQuery = { orders: { totalCount: number, edges: Array<{ node: { id: string, number: string, status: OrderStatus, total: { amount: string }, customer: { id: string, email: string | null }, failure: { code: ErrorCode } | null, payment: { status: PaymentStatus } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AdminPaymentsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type AdminPaymentsQuery = { payments: { totalCount: number, edges: Array<{ node: { id: string, status: PaymentStatus, amount: { amount: string }, order: { number: string } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AdminStockQueryVariables = Exact<{
  productId: string | number;
}>;


export type AdminStockQuery = { stockItem: { id: string, onHand: number, reserved: number, available: number, version: number, product: { name: string } } | null };

export type SalesStatisticsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type SalesStatisticsQuery = { salesStatistics: { orders: number, units: number, revenue: { amount: string }, byProduct: { edges: Array<{ node: { units: number, product: { id: string, sku: string, name: string, category: { name: string, parent: { name: string } | null } }, revenue: { amount: string } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } };

export type CreateProductMutationVariables = Exact<{
  input: CreateProductInput;
}>;


export type CreateProductMutation = { createProduct: { product: { id: string, sku: string, version: number } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: ErrorCode }> } };

export type UpdateProductMutationVariables = Exact<{
  input: UpdateProductInput;
}>;


export type UpdateProductMutation = { updateProduct: { product: { id: string, version: number, price: { amount: string } } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: ErrorCode }> } };

export type ArchiveProductMutationVariables = Exact<{
  input: ArchiveProductInput;
}>;


export type ArchiveProductMutation = { archiveProduct: { product: { id: string, archived: boolean } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: ErrorCode }> } };

export type AdjustStockMutationVariables = Exact<{
  input: AdjustStockInput;
}>;


export type AdjustStockMutation = { adjustStock: { stockItem: { id: string, onHand: number, available: number, version: number } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: ErrorCode }> } };

export type RefundPaymentMutationVariables = Exact<{
  input: RefundPaymentInput;
}>;


export type RefundPaymentMutation = { refundPayment: { refund: { id: string, status: RefundStatus, amount: { amount: string } } | null, payment: { id: string, status: PaymentStatus, refundedAmount: { amount: string } } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: ErrorCode }> } };

export type CreateShipmentMutationVariables = Exact<{
  input: CreateShipmentInput;
}>;


export type CreateShipmentMutation = { createShipment: { shipment: { id: string, status: ShipmentStatus, trackingNumber: string | null, version: number } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: ErrorCode }> } };

export type UpdateShipmentMutationVariables = Exact<{
  input: UpdateShipmentInput;
}>;


export type UpdateShipmentMutation = { updateShipment: { shipment: { id: string, status: ShipmentStatus, version: number } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: ErrorCode }> } };

export type ReturnShipmentMutationVariables = Exact<{
  input: ReturnShipmentInput;
}>;


export type ReturnShipmentMutation = { returnShipment: { shipment: { id: string, status: ShipmentStatus, returnedAt: string | null, version: number } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: ErrorCode }> } };

export type LockUserMutationVariables = Exact<{
  input: LockUserInput;
}>;


export type LockUserMutation = { lockUser: { user: { id: string, locked: boolean | null } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: ErrorCode }> } };

export type SetUserTierMutationVariables = Exact<{
  input: SetUserTierInput;
}>;


export type SetUserTierMutation = { setUserTier: { user: { id: string, tier: Tier | null } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: ErrorCode }> } };

export type CreateApiKeyMutationVariables = Exact<{
  input: CreateApiKeyInput;
}>;


export type CreateApiKeyMutation = { createApiKey: { key: string | null, apiKey: { id: string, name: string } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: ErrorCode }> } };

export type AuditLogQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: AuditFilterInput | null | undefined;
}>;


export type AuditLogQuery = { auditLog: { totalCount: number, edges: Array<{ node: { id: string, at: string, action: AuditAction, targetType: string, targetId: string, before: Readonly<Record<string, unknown>> | null, after: Readonly<Record<string, unknown>> | null, address: string | null, requestId: string | null, actor: { id: string, email: string | null } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AdminDeadLettersQueryVariables = Exact<{
  first: number;
}>;


export type AdminDeadLettersQuery = { deadLetters: Array<{ id: string, queue: string, error: string, failedAt: string }> };

export type AdminRedriveDeadLetterMutationVariables = Exact<{
  input: RedriveDeadLetterInput;
}>;


export type AdminRedriveDeadLetterMutation = { redriveDeadLetter: { userErrors: Array<{ message: string, code: ErrorCode }> } };

export type AdminDiscardDeadLetterMutationVariables = Exact<{
  input: DiscardDeadLetterInput;
}>;


export type AdminDiscardDeadLetterMutation = { discardDeadLetter: { userErrors: Array<{ message: string, code: ErrorCode }> } };

export type AdminSagasQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: SagaFilterInput | null | undefined;
}>;


export type AdminSagasQuery = { sagas: { totalCount: number, edges: Array<{ node: { id: string, state: SagaState, step: string, awaits: SagaAwaits, attempts: number, lastError: string | null, order: { id: string, number: string, status: OrderStatus } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AdminRetrySagaMutationVariables = Exact<{
  input: RetrySagaInput;
}>;


export type AdminRetrySagaMutation = { retrySaga: { saga: { id: string, state: SagaState } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: ErrorCode }> } };

export type AdminCompensateSagaMutationVariables = Exact<{
  input: CompensateSagaInput;
}>;


export type AdminCompensateSagaMutation = { compensateSaga: { saga: { id: string, state: SagaState } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: ErrorCode }> } };

export type AdminNotificationTemplatesQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type AdminNotificationTemplatesQuery = { notificationTemplates: { totalCount: number, edges: Array<{ node: { key: string, channel: NotificationChannel, events: Array<string>, version: number, updatedAt: string, preview: { subject: string, body: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

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

export const AdminOrdersDocument = new TypedDocumentString(`
    query AdminOrders($first: Int!, $after: String) {
  orders(first: $first, after: $after) {
    totalCount
    edges {
      node {
        id
        number
        status
        total {
          amount
        }
        customer {
          id
          email
        }
        failure {
          code
        }
        payment {
          status
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<AdminOrdersQuery, AdminOrdersQueryVariables>;
export const AdminPaymentsDocument = new TypedDocumentString(`
    query AdminPayments($first: Int!, $after: String) {
  payments(first: $first, after: $after) {
    totalCount
    edges {
      node {
        id
        status
        amount {
          amount
        }
        order {
          number
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<AdminPaymentsQuery, AdminPaymentsQueryVariables>;
export const AdminStockDocument = new TypedDocumentString(`
    query AdminStock($productId: ID!) {
  stockItem(productId: $productId) {
    id
    onHand
    reserved
    available
    version
    product {
      name
    }
  }
}
    `) as unknown as TypedDocumentString<AdminStockQuery, AdminStockQueryVariables>;
export const SalesStatisticsDocument = new TypedDocumentString(`
    query SalesStatistics($first: Int!, $after: String) {
  salesStatistics {
    orders
    units
    revenue {
      amount
    }
    byProduct(first: $first, after: $after) {
      edges {
        node {
          product {
            id
            sku
            name
            category {
              name
              parent {
                name
              }
            }
          }
          units
          revenue {
            amount
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
    `) as unknown as TypedDocumentString<SalesStatisticsQuery, SalesStatisticsQueryVariables>;
export const CreateProductDocument = new TypedDocumentString(`
    mutation CreateProduct($input: CreateProductInput!) {
  createProduct(input: $input) {
    product {
      id
      sku
      version
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<CreateProductMutation, CreateProductMutationVariables>;
export const UpdateProductDocument = new TypedDocumentString(`
    mutation UpdateProduct($input: UpdateProductInput!) {
  updateProduct(input: $input) {
    product {
      id
      version
      price {
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
    `) as unknown as TypedDocumentString<UpdateProductMutation, UpdateProductMutationVariables>;
export const ArchiveProductDocument = new TypedDocumentString(`
    mutation ArchiveProduct($input: ArchiveProductInput!) {
  archiveProduct(input: $input) {
    product {
      id
      archived
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<ArchiveProductMutation, ArchiveProductMutationVariables>;
export const AdjustStockDocument = new TypedDocumentString(`
    mutation AdjustStock($input: AdjustStockInput!) {
  adjustStock(input: $input) {
    stockItem {
      id
      onHand
      available
      version
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<AdjustStockMutation, AdjustStockMutationVariables>;
export const RefundPaymentDocument = new TypedDocumentString(`
    mutation RefundPayment($input: RefundPaymentInput!) {
  refundPayment(input: $input) {
    refund {
      id
      status
      amount {
        amount
      }
    }
    payment {
      id
      status
      refundedAmount {
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
    `) as unknown as TypedDocumentString<RefundPaymentMutation, RefundPaymentMutationVariables>;
export const CreateShipmentDocument = new TypedDocumentString(`
    mutation CreateShipment($input: CreateShipmentInput!) {
  createShipment(input: $input) {
    shipment {
      id
      status
      trackingNumber
      version
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<CreateShipmentMutation, CreateShipmentMutationVariables>;
export const UpdateShipmentDocument = new TypedDocumentString(`
    mutation UpdateShipment($input: UpdateShipmentInput!) {
  updateShipment(input: $input) {
    shipment {
      id
      status
      version
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateShipmentMutation, UpdateShipmentMutationVariables>;
export const ReturnShipmentDocument = new TypedDocumentString(`
    mutation ReturnShipment($input: ReturnShipmentInput!) {
  returnShipment(input: $input) {
    shipment {
      id
      status
      returnedAt
      version
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<ReturnShipmentMutation, ReturnShipmentMutationVariables>;
export const LockUserDocument = new TypedDocumentString(`
    mutation LockUser($input: LockUserInput!) {
  lockUser(input: $input) {
    user {
      id
      locked
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<LockUserMutation, LockUserMutationVariables>;
export const SetUserTierDocument = new TypedDocumentString(`
    mutation SetUserTier($input: SetUserTierInput!) {
  setUserTier(input: $input) {
    user {
      id
      tier
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<SetUserTierMutation, SetUserTierMutationVariables>;
export const CreateApiKeyDocument = new TypedDocumentString(`
    mutation CreateApiKey($input: CreateApiKeyInput!) {
  createApiKey(input: $input) {
    key
    apiKey {
      id
      name
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<CreateApiKeyMutation, CreateApiKeyMutationVariables>;
export const AuditLogDocument = new TypedDocumentString(`
    query AuditLog($first: Int!, $after: String, $filter: AuditFilterInput) {
  auditLog(first: $first, after: $after, filter: $filter) {
    totalCount
    edges {
      node {
        id
        at
        action
        targetType
        targetId
        before
        after
        address
        requestId
        actor {
          id
          email
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<AuditLogQuery, AuditLogQueryVariables>;
export const AdminDeadLettersDocument = new TypedDocumentString(`
    query AdminDeadLetters($first: Int!) {
  deadLetters(first: $first) {
    id
    queue
    error
    failedAt
  }
}
    `) as unknown as TypedDocumentString<AdminDeadLettersQuery, AdminDeadLettersQueryVariables>;
export const AdminRedriveDeadLetterDocument = new TypedDocumentString(`
    mutation AdminRedriveDeadLetter($input: RedriveDeadLetterInput!) {
  redriveDeadLetter(input: $input) {
    userErrors {
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<AdminRedriveDeadLetterMutation, AdminRedriveDeadLetterMutationVariables>;
export const AdminDiscardDeadLetterDocument = new TypedDocumentString(`
    mutation AdminDiscardDeadLetter($input: DiscardDeadLetterInput!) {
  discardDeadLetter(input: $input) {
    userErrors {
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<AdminDiscardDeadLetterMutation, AdminDiscardDeadLetterMutationVariables>;
export const AdminSagasDocument = new TypedDocumentString(`
    query AdminSagas($first: Int!, $after: String, $filter: SagaFilterInput) {
  sagas(first: $first, after: $after, filter: $filter) {
    totalCount
    edges {
      node {
        id
        state
        step
        awaits
        attempts
        lastError
        order {
          id
          number
          status
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<AdminSagasQuery, AdminSagasQueryVariables>;
export const AdminRetrySagaDocument = new TypedDocumentString(`
    mutation AdminRetrySaga($input: RetrySagaInput!) {
  retrySaga(input: $input) {
    saga {
      id
      state
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<AdminRetrySagaMutation, AdminRetrySagaMutationVariables>;
export const AdminCompensateSagaDocument = new TypedDocumentString(`
    mutation AdminCompensateSaga($input: CompensateSagaInput!) {
  compensateSaga(input: $input) {
    saga {
      id
      state
    }
    userErrors {
      field
      message
      code
    }
  }
}
    `) as unknown as TypedDocumentString<AdminCompensateSagaMutation, AdminCompensateSagaMutationVariables>;
export const AdminNotificationTemplatesDocument = new TypedDocumentString(`
    query AdminNotificationTemplates($first: Int!, $after: String) {
  notificationTemplates(first: $first, after: $after) {
    totalCount
    edges {
      node {
        key
        channel
        events
        version
        updatedAt
        preview {
          subject
          body
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<AdminNotificationTemplatesQuery, AdminNotificationTemplatesQueryVariables>;