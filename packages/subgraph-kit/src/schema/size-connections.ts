import type { ConstDirectiveNode, DocumentNode, TypeNode } from 'graphql';
import { Kind, parse, visit } from 'graphql';
import { DEFAULT_PAGE_SIZE } from '../pagination/page-request.js';

/** Arguments that say how many items a page holds at most. */
const SLICING_ARGUMENTS = ['first', 'last'];

/**
 * Says of each field that returns a Relay connection how many items it holds, so that routers can estimate what
 * operations cost. A field that says so itself is left alone.
 */
export function sizeConnections(typeDefs: DocumentNode): DocumentNode {
  const connections = new Set(
    typeDefs.definitions
      .filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION)
      .filter(({ fields }) => {
        const names = fields?.map(({ name }) => name.value);
        return names?.includes('edges') === true && names.includes('pageInfo');
      })
      .map(({ name }) => name.value),
  );
  return visit(typeDefs, {
    FieldDefinition(field) {
      if (!connections.has(namedType(field.type))) return undefined;
      if (field.directives?.some(({ name }) => name.value === 'listSize') === true) return undefined;
      const given = field.arguments?.map(({ name }) => name.value) ?? [];
      const slicing = SLICING_ARGUMENTS.filter((name) => given.includes(name));
      return { ...field, directives: [...(field.directives ?? []), listSize(slicing)] };
    },
  });
}

function listSize(slicingArguments: readonly string[]): ConstDirectiveNode {
  const sdl = `type T { field: Int @listSize(slicingArguments: ${JSON.stringify(slicingArguments)}, sizedFields: ["edges"], assumedSize: ${String(DEFAULT_PAGE_SIZE)}, requireOneSlicingArgument: false) }`;
  const [type] = parse(sdl, { noLocation: true }).definitions;
  const directive =
    type?.kind === Kind.OBJECT_TYPE_DEFINITION ? type.fields?.[0]?.directives?.[0] : undefined;
  if (directive === undefined) throw new Error(`There is no directive in ${sdl}`);
  return directive;
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
