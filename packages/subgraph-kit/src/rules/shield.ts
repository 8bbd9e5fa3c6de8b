import { createRequire } from 'node:module';
import type * as GraphQLMiddleware from 'graphql-middleware';
import type * as GraphQLRateLimit from 'graphql-rate-limit';
import type * as GraphQLShield from 'graphql-shield';

const require = createRequire(import.meta.url);

// The ES module build of graphql-shield 7.6.5 imports `util.isUndefined`, which Node removed in version 23, and so
// fails to load. Its CommonJS build touches that function in `chain` and `race` only, which stay out of reach here.
export const { rule, shield, and } = require('graphql-shield') as typeof GraphQLShield;

// shield() returns an instance of a graphql-middleware class, so both must come from the same (CommonJS) build.
export const { applyMiddleware } = require('graphql-middleware') as typeof GraphQLMiddleware;

// It makes rules of the graphql-shield that it requires itself, which from here is the same CommonJS build.
export const { createRateLimitRule } = require('graphql-rate-limit') as typeof GraphQLRateLimit;
