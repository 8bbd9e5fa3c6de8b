import type { IncomingHttpHeaders } from 'node:http';
import type { HeaderOptions, RequestHeaderRule } from '../config/header-options.js';
import type { ContextValue } from './context-value.js';
import { contextValue } from './context-value.js';
import { NOT_FORWARDED } from './not-forwarded.js';

type Headers = Record<string, string>;

/** What rules may read beside the client's headers. */
export interface RuleContext extends ContextValue {
  /** What {@link RequestHeaderRules.pick} has picked. */
  readonly forwardedHeaders: Readonly<Headers>;
}

/** Which headers subgraphs get, beside those that the router makes. */
export interface RequestHeaderRules {
  /** Whether any rule reads the client's headers. */
  readonly readsHeaders: boolean;
  /** Those of the client's headers that rules read: nothing else of them can influence an answer. */
  pick(headers: IncomingHttpHeaders): Readonly<Headers>;
  /** Adds the headers for one subgraph. */
  apply(subgraph: string, context: RuleContext, headers: Headers): void;
}

/** Never copied by a pattern: who writes `.*` does not think of them. */
const CREDENTIALS = ['authorization', 'cookie', 'x-api-key'];
const NOT_MATCHED = new Set([...NOT_FORWARDED, ...CREDENTIALS]);

type Apply = (headers: Headers, context: RuleContext) => void;

/**
 * Prepares the rules: those for all subgraphs come first, then those for one, each in its order.
 * @param credentials Names of more headers that only a rule that names them copies.
 */
export function createRequestHeaderRules(
  options: HeaderOptions,
  credentials: readonly string[] = [],
): RequestHeaderRules {
  const notMatched = new Set([...NOT_MATCHED, ...credentials]);
  const forward = options.forward.map((named): RequestHeaderRule => ({ propagate: { named } }));
  const forAll = [...forward, ...options.all.request];
  const lists = [forAll, ...Object.values(options.subgraphs).map(({ request }) => request)];
  const read = lists.flat().flatMap((rule) => ('propagate' in rule ? [rule.propagate] : []));
  const names = [...new Set(read.flatMap((rule) => ('named' in rule ? [rule.named] : [])))];
  const patterns = read.flatMap((rule) => ('matching' in rule ? [wholeName(rule.matching)] : []));

  const prepareRule = (rule: RequestHeaderRule) => prepare(rule, notMatched);
  const common = forAll.map(prepareRule);
  const bySubgraph = new Map(
    Object.entries(options.subgraphs).map(([name, { request }]) => [
      name,
      [...common, ...request.map(prepareRule)],
    ]),
  );

  return {
    readsHeaders: read.length > 0,
    pick(headers) {
      const picked: Headers = {};
      for (const name of names) take(picked, headers, name);
      if (patterns.length > 0) {
        for (const name of Object.keys(headers)) {
          if (!notMatched.has(name) && patterns.some((pattern) => pattern.test(name)))
            take(picked, headers, name);
        }
      }
      return picked;
    },
    apply(subgraph, context, headers) {
      for (const rule of bySubgraph.get(subgraph) ?? common) rule(headers, context);
    },
  };
}

function take(picked: Headers, headers: IncomingHttpHeaders, name: string): void {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
  if (value !== undefined) picked[name] = Array.isArray(value) ? value.join(', ') : value;
}

function prepare(rule: RequestHeaderRule, notMatched: ReadonlySet<string>): Apply {
  if ('propagate' in rule) return preparePropagate(rule.propagate, notMatched);
  if ('insert' in rule) return prepareInsert(rule.insert);
  const { remove } = rule;
  if ('named' in remove) {
    return (headers) => {
      Reflect.deleteProperty(headers, remove.named);
    };
  }
  const pattern = wholeName(remove.matching);
  return (headers) => {
    for (const name of Object.keys(headers)) if (pattern.test(name)) Reflect.deleteProperty(headers, name);
  };
}

function preparePropagate(
  rule: Extract<RequestHeaderRule, { propagate: unknown }>['propagate'],
  notMatched: ReadonlySet<string>,
): Apply {
  if ('matching' in rule) {
    const pattern = wholeName(rule.matching);
    return (headers, { forwardedHeaders }) => {
      for (const name of Object.keys(forwardedHeaders)) {
        if (!notMatched.has(name) && pattern.test(name)) headers[name] = forwardedHeaders[name] as string;
      }
    };
  }
  const { named, rename = named, default: otherwise } = rule;
  return (headers, { forwardedHeaders }) => {
    const value = Object.hasOwn(forwardedHeaders, named) ? forwardedHeaders[named] : otherwise;
    if (value !== undefined) headers[rename] = value;
  };
}

function prepareInsert(rule: Extract<RequestHeaderRule, { insert: unknown }>['insert']): Apply {
  const { name } = rule;
  if ('value' in rule) {
    const { value } = rule;
    return (headers) => {
      headers[name] = value;
    };
  }
  const read = contextValue(rule.fromContext);
  return (headers, context) => {
    const value = read(context);
    // Nor is there one that an earlier rule has copied: the client could say there who it is.
    if (value === undefined) Reflect.deleteProperty(headers, name);
    else headers[name] = value;
  };
}

function wholeName(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'u');
}
