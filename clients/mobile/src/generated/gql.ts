/* eslint-disable */
import * as types from './graphql.js';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "query MobileHome($first: Int!) {\n  products(first: $first, sort: NEWEST) {\n    edges {\n      node {\n        id\n        name\n        price {\n          amount\n          currencyCode\n        }\n        stock {\n          available\n        }\n        rating {\n          average\n          count\n        }\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}\n\nquery MobileOrders($first: Int!) {\n  me {\n    orders(first: $first) {\n      edges {\n        node {\n          id\n          number\n          status\n          total {\n            amount\n            currencyCode\n          }\n          shipment {\n            status\n            trackingNumber\n          }\n        }\n      }\n    }\n  }\n}\n\nmutation RegisterDevice($input: RegisterDeviceInput!) {\n  registerDevice(input: $input) {\n    device {\n      id\n      platform\n    }\n    userErrors {\n      field\n      message\n      code\n    }\n  }\n}": typeof types.MobileHomeDocument,
};
const documents: Documents = {
    "query MobileHome($first: Int!) {\n  products(first: $first, sort: NEWEST) {\n    edges {\n      node {\n        id\n        name\n        price {\n          amount\n          currencyCode\n        }\n        stock {\n          available\n        }\n        rating {\n          average\n          count\n        }\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}\n\nquery MobileOrders($first: Int!) {\n  me {\n    orders(first: $first) {\n      edges {\n        node {\n          id\n          number\n          status\n          total {\n            amount\n            currencyCode\n          }\n          shipment {\n            status\n            trackingNumber\n          }\n        }\n      }\n    }\n  }\n}\n\nmutation RegisterDevice($input: RegisterDeviceInput!) {\n  registerDevice(input: $input) {\n    device {\n      id\n      platform\n    }\n    userErrors {\n      field\n      message\n      code\n    }\n  }\n}": types.MobileHomeDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query MobileHome($first: Int!) {\n  products(first: $first, sort: NEWEST) {\n    edges {\n      node {\n        id\n        name\n        price {\n          amount\n          currencyCode\n        }\n        stock {\n          available\n        }\n        rating {\n          average\n          count\n        }\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}\n\nquery MobileOrders($first: Int!) {\n  me {\n    orders(first: $first) {\n      edges {\n        node {\n          id\n          number\n          status\n          total {\n            amount\n            currencyCode\n          }\n          shipment {\n            status\n            trackingNumber\n          }\n        }\n      }\n    }\n  }\n}\n\nmutation RegisterDevice($input: RegisterDeviceInput!) {\n  registerDevice(input: $input) {\n    device {\n      id\n      platform\n    }\n    userErrors {\n      field\n      message\n      code\n    }\n  }\n}"): typeof import('./graphql.js').MobileHomeDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
