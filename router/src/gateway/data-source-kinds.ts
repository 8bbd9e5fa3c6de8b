import type { GraphQLDataSourceProcessOptions } from '@apollo/gateway';

type ForOperation = Extract<GraphQLDataSourceProcessOptions, { readonly incomingRequestContext: unknown }>;

/*
 * Values of an enum of `@apollo/gateway`, by which data sources tell what they are asked for. That package exports the
 * enum's type in other types only, and is not loaded here.
 */
export const INCOMING_OPERATION = 'incoming operation' as unknown as ForOperation['kind'];
export const HEALTH_CHECK = 'health check' as unknown as Exclude<
  GraphQLDataSourceProcessOptions,
  ForOperation
>['kind'];
