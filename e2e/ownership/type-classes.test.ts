import { readdirSync, readFileSync } from 'node:fs';
import { isObjectType } from 'graphql';
import type { GraphQLObjectType } from 'graphql';
import { expect, it } from 'vitest';
import { API_SCHEMA } from './api-schema.js';
import { subgraphSchema } from './ask-entities.js';
import { leafPaths } from './leaf-paths.js';
import { INTERNAL, isPage, OWNED, PARTS, PUBLIC, STAFF } from './type-classes.js';

const directory = new URL('../../schema/subgraphs/', import.meta.url);
const subgraphs = readdirSync(directory).map((file) =>
  subgraphSchema(readFileSync(new URL(file, directory), 'utf8')),
);
const roots = [API_SCHEMA.getQueryType()!, API_SCHEMA.getMutationType()!];
const payloads = new Set(
  Object.values(API_SCHEMA.getMutationType()!.getFields()).map(({ type }) => String(type).replace('!', '')),
);

/** The object types of all subgraphs, the internal ones included, that are neither roots, pages nor payloads. */
function typesToClassify(): readonly string[] {
  const types = subgraphs.flatMap((schema) =>
    Object.values(schema.getTypeMap()).filter((type): type is GraphQLObjectType => isObjectType(type)),
  );
  const names = new Set(types.map(({ name }) => name));
  return [...names].filter(
    (name) => !/^(?:__|Query$|Mutation$)/.test(name) && !isPage(name) && !payloads.has(name),
  );
}

it('every type of the graph is classified once, as owned, staff, internal, public or a part of another', () => {
  const classified = [...OWNED.keys(), ...STAFF.keys(), ...INTERNAL, ...PARTS, ...PUBLIC];
  expect(classified.toSorted()).toEqual(typesToClassify().toSorted());
});

it('the walk knows many ways to every private type', () => {
  const paths = roots.flatMap((root) =>
    Object.values(root.getFields()).flatMap((field) => leafPaths(root, field)),
  );
  for (const [type, least] of [...OWNED, ...STAFF]) {
    const ways = new Set(
      paths.filter((path) => path.type === type).map(({ steps }) => steps.slice(0, -1).join('.')),
    );
    expect(ways.size, type).toBeGreaterThanOrEqual(least);
  }
});
