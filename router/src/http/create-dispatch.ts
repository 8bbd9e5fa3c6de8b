import { ClientError } from '../errors/client-error.js';
import type { Dispatch } from './carrier.js';
import type { ApplyCors } from './cors.js';
import type { ExchangeOptions } from './exchange.js';
import { Exchange } from './exchange.js';
import { GRAPHQL_METHODS } from './graphql-route.js';
import type { Route, Routes } from './route.js';

export interface DispatchOptions extends ExchangeOptions {
  readonly routes: Routes;
  /** `undefined` when no page of another origin may read answers. */
  readonly applyCors: ApplyCors | undefined;
}

/** Hands every request to the route of its path. */
export function createDispatch(options: DispatchOptions): Dispatch {
  const { routes, applyCors } = options;
  return (carrier) => {
    const exchange = new Exchange(carrier, options);
    if (applyCors?.(exchange, GRAPHQL_METHODS) === true) return;
    try {
      const { url, method } = carrier.request;
      const handled = findRoute(routes, url, method).handle(exchange);
      handled?.catch((error: unknown) => {
        exchange.refuse(error);
      });
    } catch (error) {
      exchange.refuse(error);
    }
  };
}

/** @throws {ClientError} Thrown when there is no such path, or it does not take the method. */
function findRoute(routes: Routes, url: string, method: string): Route {
  const end = url.indexOf('?');
  const path = end === -1 ? url : url.slice(0, end);
  const route = routes.get(path) ?? routes.get(decode(path)) ?? routes.get(folderOf(path));
  if (route === undefined) throw new ClientError('NOT_FOUND');
  if (route.methods.includes(method)) return route;
  throw new ClientError('METHOD_NOT_ALLOWED', { headers: { allow: route.methods.join(', ') } });
}

/** Under which a route stands that takes all paths of a folder: `/graphql/*`. */
function folderOf(path: string): string {
  return `${path.slice(0, path.lastIndexOf('/'))}/*`;
}

function decode(path: string): string {
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch (error) {
    throw new ClientError('BAD_REQUEST', { message: 'The path of the URL does not decode.', cause: error });
  }
}
