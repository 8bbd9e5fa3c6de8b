import type {
  ConstDirectiveNode,
  DocumentNode,
  FieldDefinitionNode,
  SelectionSetNode,
  TypeDefinitionNode,
  TypeExtensionNode,
  TypeNode,
} from 'graphql';
import { isTypeDefinitionNode, isTypeExtensionNode, Kind, parse } from 'graphql';
import { accessDirectives } from '../supergraph/access-directives.js';
import type { LinkedFeatures } from '../supergraph/linked-features.js';
import { readLinkedFeatures } from '../supergraph/linked-features.js';
import { applicationsOf, readArgument, readStringArgument } from '../supergraph/read-argument.js';
import type { Requirement } from './requirement.js';
import { joinRequirements } from './requirement.js';
import { readRequirement } from './read-requirement.js';

/** What a supergraph says about who may see a type, and what else decides about its fields. */
export interface TypeRules {
  /** Of the type alone. */
  readonly requirement: Requirement | null;
  readonly fields: ReadonlyMap<string, FieldRules>;
  readonly isInterface: boolean;
  /** The interfaces that it implements. */
  readonly interfaces: readonly string[];
  /** The contexts (`@context`) whose values are read from objects of this type. */
  readonly contexts: readonly string[];
}

export interface FieldRules {
  /** Of the definition alone. */
  readonly requirement: Requirement | null;
  /** The name of its type, without lists and non-null. */
  readonly typeName: string;
  /** What subgraphs get of the same object to resolve it: `@requires`. */
  readonly reads: readonly SelectionSetNode[];
  /** What they get of objects further up: `@fromContext`. */
  readonly contextReads: readonly ContextRead[];
  /** Whether an interface object resolves it, so that what that reads is told of the interface's field. */
  readonly isOfInterfaceObject: boolean;
}

export interface ContextRead {
  readonly context: string;
  readonly selection: SelectionSetNode;
}

/**
 * Reads `@authenticated`, `@requiresScopes` and `@policy`, whatever names the supergraph gives them, and the `join`
 * and `context` elements that tell which fields are read on behalf of others.
 *
 * @returns `null` when nothing in the supergraph is protected.
 */
export function readWrittenRules(supergraph: DocumentNode): ReadonlyMap<string, TypeRules> | null {
  const features = readLinkedFeatures(supergraph);
  const names = accessDirectives(features);
  if (Object.values(names).every((name) => name === undefined)) return null;

  const context = features.directiveOf('context');
  const joinField = joinFieldName(features);
  const requirementOf = (element: Element) => readRequirement(element, names);

  function readField(field: FieldDefinitionNode): FieldRules {
    const joined = applicationsOf(field, joinField);
    return {
      requirement: requirementOf(field),
      typeName: namedType(field.type),
      reads: joined.flatMap((application) => {
        const requires = readStringArgument(application, 'requires');
        return requires === undefined ? [] : [parseFieldSet(requires)];
      }),
      contextReads: joined.flatMap(readContextArguments),
      isOfInterfaceObject: joined.some((application) => readArgument(application, 'graph') === undefined),
    };
  }

  const contextsOf = (type: Element) =>
    (context === undefined ? [] : applicationsOf(type, context)).flatMap(
      (application) => readStringArgument(application, 'name') ?? [],
    );

  const types = new Map<string, TypeRules>();
  for (const definition of supergraph.definitions) {
    if (!isTypeDefinitionNode(definition) && !isTypeExtensionNode(definition)) continue;
    const name = definition.name.value;
    const known = types.get(name);
    const fields = new Map(known?.fields);
    for (const field of outputFields(definition)) fields.set(field.name.value, readField(field));
    types.set(name, {
      requirement: joinRequirements([known?.requirement ?? null, requirementOf(definition)]),
      fields,
      isInterface:
        definition.kind === Kind.INTERFACE_TYPE_DEFINITION ||
        definition.kind === Kind.INTERFACE_TYPE_EXTENSION,
      interfaces: [...(known?.interfaces ?? []), ...implemented(definition)],
      contexts: [...(known?.contexts ?? []), ...contextsOf(definition)],
    });
  }
  return [...types.values()].some(isProtected) ? types : null;
}

function isProtected({ requirement, fields }: TypeRules): boolean {
  return requirement !== null || [...fields.values()].some((field) => field.requirement !== null);
}

interface Element {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/** `join__field`, which no composition renames, though the specification lets it. */
function joinFieldName(features: LinkedFeatures): string {
  return `${features.directiveOf('join') ?? 'join'}__field`;
}

function outputFields(type: TypeDefinitionNode | TypeExtensionNode): readonly FieldDefinitionNode[] {
  if (type.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION || type.kind === Kind.INPUT_OBJECT_TYPE_EXTENSION)
    return [];
  return 'fields' in type ? (type.fields ?? []) : [];
}

function implemented(type: TypeDefinitionNode | TypeExtensionNode): readonly string[] {
  return 'interfaces' in type ? (type.interfaces ?? []).map(({ name }) => name.value) : [];
}

function readContextArguments(application: ConstDirectiveNode): readonly ContextRead[] {
  const given = readArgument(application, 'contextArguments');
  if (!Array.isArray(given)) return [];
  return given.flatMap((argument: unknown): readonly ContextRead[] => {
    if (typeof argument !== 'object' || argument === null) return [];
    const { context, selection } = argument as { readonly context?: unknown; readonly selection?: unknown };
    if (typeof context !== 'string' || typeof selection !== 'string') return [];
    return [{ context, selection: parseFieldSet(selection) }];
  });
}

/** A field set as the directives write it: without braces, and those of contexts mostly with them. */
function parseFieldSet(text: string): SelectionSetNode {
  const trimmed = text.trim();
  const document = parse(trimmed.startsWith('{') ? trimmed : `{${trimmed}}`, { noLocation: true });
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`"${text}" is no field set.`);
  return operation.selectionSet;
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
