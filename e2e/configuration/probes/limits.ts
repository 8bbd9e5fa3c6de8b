import type { RouterConfigInput } from '@techally/router';
import type { Probe } from '../probe.js';

type Limits = NonNullable<RouterConfigInput['limits']>;

/** The code of the first error that a document gets. */
const codeOf =
  (query: string): Probe['observe'] =>
  async ({ post }) => {
    const { errors } = (await (await post(query)).json()) as {
      readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
    };
    return errors?.[0]?.extensions.code;
  };

const refused = (name: keyof Limits, limit: number, query: string, code: string): Probe => ({
  option: `limits.${name}`,
  config: { limits: { [name]: limit } },
  observe: codeOf(query),
  expected: code,
});

/** What is larger than a limit is refused; the defaults let all of this pass. */
export const PROBES: readonly Probe[] = [
  {
    option: 'limits.bodySize',
    config: { limits: { bodySize: 20 } },
    observe: async ({ post }) => (await post('{ me { id name } }')).status,
    expected: 413,
  },
  refused('maxTokens', 6, '{ me { id name } }', 'MAX_TOKENS_LIMIT'),
  refused('maxRecursion', 1, '{ me { id } }', 'MAX_RECURSION_LIMIT'),
  refused('maxValueDepth', 1, '{ me @skip(if: [[true]]) { id } }', 'MAX_RECURSION_LIMIT'),
  refused('maxRecursiveSelections', 2, '{ me { id name } }', 'MAX_RECURSIVE_SELECTIONS_LIMIT'),
  refused('maxDepth', 1, '{ me { id } }', 'MAX_DEPTH_LIMIT'),
  refused('maxHeight', 2, '{ me { id name } }', 'MAX_HEIGHT_LIMIT'),
  refused('maxAliases', 1, '{ me { a: id b: name } }', 'MAX_ALIASES_LIMIT'),
  refused('maxRootFields', 1, '{ me { id } users { id } }', 'MAX_ROOT_FIELDS_LIMIT'),
  refused('maxDirectives', 1, '{ me { id @skip(if: false) @include(if: true) } }', 'MAX_DIRECTIVES_LIMIT'),
  refused(
    'maxVariables',
    1,
    'query($a: Int, $b: Int) { a: users(first: $a) { id } b: users(first: $b) { id } }',
    'MAX_VARIABLES_LIMIT',
  ),
  refused(
    'maxIntrospectionDepth',
    1,
    '{ __schema { types { fields { type { fields { name } } } } } }',
    'MAX_INTROSPECTION_DEPTH_LIMIT',
  ),
  refused(
    'maxIntrospectionFields',
    1,
    '{ __schema { description } __type(name: "User") { name } }',
    'MAX_INTROSPECTION_FIELDS_LIMIT',
  ),
  {
    option: 'limits.warnOnly',
    config: { limits: { maxDepth: 1, warnOnly: true } },
    observe: async ({ post }) => (await post('{ me { id } }')).status,
    expected: 200,
  },
];
