import type { ConstDirectiveNode, DocumentNode, TypeNode } from 'graphql';
import { Kind, parse, print, visit } from 'graphql';
import { createRandom } from '../harness/random.js';

const DEFINITIONS = `
  directive @cost(weight: Int!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION
`;
const LINK = '@link(url: "https://specs.apollo.dev/cost/v0.1", import: ["@cost", "@listSize"])';

/** Adds random weights to a supergraph, and says of its lists that they have at most so many items. */
export function addCosts(supergraphSdl: string, maxListLength: number): string {
  const random = createRandom(`costs|${supergraphSdl.length}`);
  const isOwn = (name: string) => !/^(join|link)__/.test(name);

  function weight(): readonly ConstDirectiveNode[] {
    return random.chance(0.25) ? directives(`@cost(weight: ${random.below(6)})`) : [];
  }
  const document: DocumentNode = visit(parse(supergraphSdl, { noLocation: true }), {
    SchemaDefinition: (node) => ({ ...node, directives: [...(node.directives ?? []), ...directives(LINK)] }),
    ObjectTypeDefinition(node) {
      // Root types are no results.
      if (!isOwn(node.name.value) || isRoot(node.name.value)) return undefined;
      return { ...node, directives: [...(node.directives ?? []), ...weight()] };
    },
    EnumTypeDefinition: (node) =>
      isOwn(node.name.value) ? { ...node, directives: [...(node.directives ?? []), ...weight()] } : undefined,
    ScalarTypeDefinition: (node) =>
      isOwn(node.name.value) ? { ...node, directives: [...(node.directives ?? []), ...weight()] } : undefined,
    InputValueDefinition: (node) => ({ ...node, directives: [...(node.directives ?? []), ...weight()] }),
    FieldDefinition(node) {
      const sized = isList(node.type) && random.chance(0.5);
      const size = sized ? directives(`@listSize(assumedSize: ${maxListLength})`) : [];
      return { ...node, directives: [...(node.directives ?? []), ...weight(), ...size] };
    },
    DirectiveDefinition: () => false,
  });
  return `${print(document)}\n${DEFINITIONS}`;
}

function isRoot(name: string): boolean {
  return ['Query', 'Mutation', 'Subscription'].includes(name);
}

function isList(type: TypeNode): boolean {
  return type.kind === Kind.LIST_TYPE || (type.kind === Kind.NON_NULL_TYPE && isList(type.type));
}

function directives(text: string): readonly ConstDirectiveNode[] {
  const [definition] = parse(`scalar S ${text}`, { noLocation: true }).definitions;
  return definition?.kind === Kind.SCALAR_TYPE_DEFINITION ? (definition.directives ?? []) : [];
}
