import { GraphQLError } from 'graphql';

/** Thrown when an argument breaks a rule that the schema cannot express. Code `BAD_USER_INPUT`. */
export class BadUserInputError extends GraphQLError {
  constructor(message: string) {
    super(message, { extensions: { code: 'BAD_USER_INPUT' } });
    this.name = 'BadUserInputError';
  }
}

/** Thrown when the operation needs a signed-in user. Code `UNAUTHENTICATED`. */
export class UnauthenticatedError extends GraphQLError {
  constructor(message = 'Sign in to do this.') {
    super(message, { extensions: { code: 'UNAUTHENTICATED' } });
    this.name = 'UnauthenticatedError';
  }
}

/** Thrown when the caller may not do or see this. Code `FORBIDDEN`. */
export class ForbiddenError extends GraphQLError {
  constructor(message = 'You are not allowed to do this.') {
    super(message, { extensions: { code: 'FORBIDDEN' } });
    this.name = 'ForbiddenError';
  }
}

/** Thrown when somebody uses a field more often than its limit says. Code `TOO_MANY_REQUESTS`; `retryAfter` in seconds. */
export class TooManyRequestsError extends GraphQLError {
  constructor(retryAfter: number) {
    super('Too many requests. Wait a while and try again.', {
      extensions: { code: 'TOO_MANY_REQUESTS', retryAfter },
    });
    this.name = 'TooManyRequestsError';
  }
}

/** Thrown when a part that the answer needs is busy or away; trying again later may help. Code `SERVICE_UNAVAILABLE`. */
export class ServiceUnavailableError extends GraphQLError {
  constructor(message = 'The service is busy. Try again in a moment.', options: { cause?: Error } = {}) {
    super(message, {
      extensions: { code: 'SERVICE_UNAVAILABLE', retryAfter: 1 },
      originalError: options.cause ?? null,
    });
    this.name = 'ServiceUnavailableError';
  }
}
