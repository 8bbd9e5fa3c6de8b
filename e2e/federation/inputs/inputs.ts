import { defineBehaviour } from '../harness/behaviour.js';
import { subgraph } from '../harness/subgraph.js';

const text = (_: unknown, args: Record<string, unknown>) => JSON.stringify(args);
const fields = (names: string) => Object.fromEntries(names.split(' ').map((name) => [name, text]));

const one = subgraph(
  `
  type Query {
    find(where: Where, page: Page = { size: 5 }): String!
    numbers(of: [Int!], matrix: [[Int]], first: Int = 10): String!
    texts(of: [String]! = ["d"], id: ID, f: Float, b: Boolean): String!
    any(json: Json): String!
    item(id: ID!): Item
  }
  input Where { name: String tags: [String!] and: [Where!] not: Where onlyOne: Int price: Range = { min: 1 } }
  input Range { min: Float = 0.5 max: Float }
  input Page { size: Int! = 3 after: String }
  scalar Json
  type Item @key(fields: "id") { id: ID! echo(where: Where): String! }
`,
  {
    Query: { ...fields('find numbers texts any'), item: (_: unknown, { id }: { id: string }) => ({ id }) },
    Item: { echo: text },
  },
);
const two = subgraph(
  `
  type Query { search(where: Where): String! }
  input Where { name: String tags: [String!] and: [Where!] not: Where onlyTwo: Int price: Range = { min: 1 } }
  input Range { min: Float = 0.5 max: Float }
  type Item @key(fields: "id") { id: ID! also(where: Where, list: [Int]): String! }
`,
  { Query: fields('search'), Item: { also: text } },
);

/** Arguments on their way from clients to subgraphs. */
export const inputs = defineBehaviour({
  title: 'an argument',
  subgraphs: { one, two },
  cases: [
    {
      title: 'of an input type has the fields that all subgraphs know, and no others',
      query: '{ find(where: { onlyOne: 1 }) }',
      errors: [{ message: /onlyOne/ }],
    },
    {
      title: 'with an unknown field is refused in variables too',
      query: 'query ($w: Where) { search(where: $w) }',
      variables: { w: { onlyTwo: 1 } },
      errors: [{ message: /onlyTwo/ }],
    },
    {
      title: 'is a literal object with lists and objects in it',
      query: '{ find(where: { name: "n", tags: ["a", "b"], and: [{ name: null }, { not: { tags: [] } }] }) }',
      data: {
        find: JSON.stringify({
          where: {
            name: 'n',
            tags: ['a', 'b'],
            and: [
              { name: null, price: { min: 1 } },
              { not: { tags: [], price: { min: 1 } }, price: { min: 1 } },
            ],
            price: { min: 1 },
          },
          page: { size: 5 },
        }),
      },
    },
    {
      title: 'is a literal object with variables in it, at every depth',
      query:
        'query ($n: String, $t: String!, $w: Where!) { search(where: { name: $n, tags: ["a", $t], and: [$w, { not: $w }], price: null }) }',
      variables: { n: null, t: 'b', w: { name: 'w', price: null } },
      data: {
        search:
          '{"where":{"name":null,"tags":["a","b"],"and":[{"name":"w","price":null},{"not":{"name":"w","price":null},"price":{"min":1}}],"price":null}}',
      },
    },
    {
      title: 'has the default values of its type, and of the fields of its type',
      query: '{ find a: find(page: {}) b: find(page: null) c: find(where: { price: {} }) }',
      data: {
        find: '{"page":{"size":5}}',
        a: '{"page":{"size":3}}',
        b: '{"page":null}',
        c: '{"where":{"price":{"min":0.5}},"page":{"size":5}}',
      },
    },
    {
      title: 'that is omitted by a variable without a value takes the default, and null where null is given',
      query: 'query ($page: Page, $first: Int) { find(page: $page) numbers(first: $first) }',
      data: { find: '{"page":{"size":5}}', numbers: '{"first":10}' },
    },
    {
      title: 'that is null by a variable stays null',
      query: 'query ($page: Page, $first: Int) { find(page: $page) numbers(first: $first) }',
      variables: { page: null, first: null },
      data: { find: '{"page":null}', numbers: '{"first":null}' },
    },
    {
      title: 'takes the default of the variable before its own',
      query:
        'query ($first: Int = 7, $where: Where = { name: "v" }) { numbers(first: $first) search(where: $where) }',
      data: { numbers: '{"first":7}', search: '{"where":{"name":"v","price":{"min":1}}}' },
    },
    {
      title: 'that is null does not take the default of its variable',
      query: 'query ($first: Int = 7) { numbers(first: $first) }',
      variables: { first: null },
      data: { numbers: '{"first":null}' },
    },
    {
      title: 'that is a list takes a single value on each of its levels',
      query:
        'query ($n: [Int!], $m: [[Int]]) { a: numbers(of: 1, matrix: 2, first: 0) b: numbers(of: $n, matrix: $m, first: 0) c: texts(of: "x") }',
      variables: { n: 5, m: 6 },
      data: {
        a: '{"of":[1],"matrix":[[2]],"first":0}',
        b: '{"of":[5],"matrix":[[6]],"first":0}',
        c: '{"of":["x"]}',
      },
    },
    {
      title: 'of a number or an id may be written as the specification allows it',
      query:
        'query ($id: ID, $f: Float) { a: texts(id: 5, f: 3, b: true) b: texts(id: $id, f: $f) c: texts(f: -1.5e3, id: "007") }',
      variables: { id: 12, f: 4 },
      data: {
        a: '{"of":["d"],"id":"5","f":3,"b":true}',
        b: '{"of":["d"],"id":"12","f":4}',
        c: '{"of":["d"],"id":"007","f":-1500}',
      },
    },
    {
      title: 'of a wrong type is refused before a subgraph is asked',
      query: 'query ($n: Int) { numbers(first: $n) item(id: "1") { id } }',
      variables: { n: 'seven' },
      errors: [{ message: /\$n/ }],
      requests: { one: 0, two: 0 },
    },
    {
      title: 'that must not be null is refused when its variable is missing',
      query: 'query ($id: ID!) { item(id: $id) { id } }',
      errors: [{ message: /\$id/ }],
      requests: { one: 0 },
    },
    {
      title: 'of a number beyond 32 bits is refused for an Int',
      query: 'query ($n: Int) { numbers(first: $n) }',
      variables: { n: 2147483648 },
      errors: [{ message: /\$n/ }],
    },
    {
      title: 'of a custom scalar may be anything, with variables inside',
      query:
        'query ($v: Json, $s: Json) { a: any(json: { a: [1, 2.5, "x", null, true, ENUM], b: { c: $v } }) b: any(json: $s) c: any(json: "s") d: any(json: null) }',
      variables: { v: { deep: [[]] }, s: [1, { x: null }] },
      data: {
        a: '{"json":{"a":[1,2.5,"x",null,true,"ENUM"],"b":{"c":{"deep":[[]]}}}}',
        b: '{"json":[1,{"x":null}]}',
        c: '{"json":"s"}',
        d: '{"json":null}',
      },
    },
    {
      title: 'of entity fields goes to the subgraph of each field',
      query:
        'query ($w: Where, $l: [Int]) { item(id: "1") { echo(where: $w) also(where: $w, list: $l) again: also(list: [1, null]) } }',
      variables: { w: { name: 'both' }, l: [] },
      data: {
        item: {
          echo: '{"where":{"name":"both","price":{"min":1}}}',
          also: '{"where":{"name":"both","price":{"min":1}},"list":[]}',
          again: '{"list":[1,null]}',
        },
      },
    },
    {
      title: 'that an entity field does not get is not sent as null',
      query: 'query ($w: Where) { item(id: "1") { also(where: $w) } }',
      data: { item: { also: '{}' } },
    },
    {
      title: 'may have a name that routers use for themselves',
      query: 'query ($representations: Where) { item(id: "1") { also(where: $representations) } }',
      variables: { representations: { name: 'mine' } },
      apolloGateway: 'it refuses the name',
      data: { item: { also: '{"where":{"name":"mine","price":{"min":1}}}' } },
    },
    {
      title: 'that no field uses is refused',
      query: 'query ($unused: Int) { search }',
      variables: { unused: 1 },
      errors: [{ message: /unused/ }],
    },
    {
      title: 'that the operation does not declare is ignored',
      query: '{ search }',
      variables: { nobody: 'asked' },
      data: { search: '{}' },
    },
  ],
});
