import type { SelectionSetNode } from 'graphql';
import { Kind } from 'graphql';
import type { FieldRules, TypeRules } from './read-written-rules.js';
import type { Requirement } from './requirement.js';
import { joinRequirements, requirementKey } from './requirement.js';

/**
 * What selections of fields require. A field requires what its definition, its parent type and its own type do; and
 *
 * - on an interface, also what the field and the type require in each object type that implements it: any of them may be
 *   returned. Composition 2.14 writes that onto the interface itself, older ones do not;
 * - where a subgraph gets other fields to resolve it (`@requires`, `@fromContext`), what these require: its value may tell
 *   theirs. Composition 2.14 refuses a supergraph in which the field does not require that itself, older ones do not.
 */
export class AccessRules {
  readonly #types: ReadonlyMap<string, TypeRules>;
  /** Object types by the interfaces that they implement. */
  readonly #implementations: ReadonlyMap<string, readonly string[]>;
  readonly #byField = new Map<string, Requirement | null>();
  readonly #interned = new Map<string, Requirement>();

  constructor(types: ReadonlyMap<string, TypeRules>) {
    this.#types = types;
    const implementations = new Map<string, string[]>();
    for (const [name, { interfaces, isInterface }] of types) {
      if (isInterface) continue;
      for (const implemented of interfaces) {
        const known = implementations.get(implemented);
        if (known === undefined) implementations.set(implemented, [name]);
        else known.push(name);
      }
    }
    this.#implementations = implementations;
  }

  /**
   * What selecting a field requires; the same object for the same requirement. `__typename` requires what its type does:
   * on an interface, not what its implementations do, since it tells no more than that there is an object of them.
   */
  requirementOf(typeName: string, fieldName: string): Requirement | null {
    const coordinate = `${typeName}.${fieldName}`;
    let requirement = this.#byField.get(coordinate);
    if (requirement === undefined) {
      requirement = this.#intern(
        fieldName === '__typename'
          ? this.#ofType(typeName)
          : new FieldClosure(this.#types, this.#implementations).add(typeName, fieldName).requirement(),
      );
      this.#byField.set(coordinate, requirement);
    }
    return requirement;
  }

  #ofType(typeName: string): Requirement | null {
    return this.#types.get(typeName)?.requirement ?? null;
  }

  #intern(requirement: Requirement | null): Requirement | null {
    if (requirement === null) return null;
    const key = requirementKey(requirement);
    const known = this.#interned.get(key);
    if (known !== undefined) return known;
    this.#interned.set(key, requirement);
    return requirement;
  }
}

/** A field with all that it stands for, or that is read on its behalf. Fields may require each other in circles. */
class FieldClosure {
  readonly #parts = new Set<Requirement | null>();
  readonly #visited = new Set<string>();

  constructor(
    private readonly types: ReadonlyMap<string, TypeRules>,
    private readonly implementations: ReadonlyMap<string, readonly string[]>,
  ) {}

  requirement(): Requirement | null {
    return joinRequirements(this.#parts);
  }

  add(typeName: string, fieldName: string): this {
    const coordinate = `${typeName}.${fieldName}`;
    if (this.#visited.has(coordinate)) return this;
    this.#visited.add(coordinate);
    this.#addType(typeName);
    const type = this.types.get(typeName);
    const field = type?.fields.get(fieldName);
    if (type === undefined || field === undefined) return this;
    this.#parts.add(field.requirement);
    this.#addType(field.typeName);
    this.#addReads(typeName, field);
    if (field.isOfInterfaceObject) {
      for (const name of type.interfaces) {
        const inherited = this.types.get(name)?.fields.get(fieldName);
        if (inherited !== undefined) this.#addReads(name, inherited);
      }
    }
    if (type.isInterface) for (const name of this.#possible(typeName)) this.add(name, fieldName);
    return this;
  }

  #addType(name: string): void {
    this.#parts.add(this.types.get(name)?.requirement ?? null);
  }

  #addReads(typeName: string, { reads, contextReads }: FieldRules): void {
    for (const selection of reads) this.#addSelection(typeName, selection);
    for (const { context, selection } of contextReads) {
      for (const [name, { contexts }] of this.types) {
        if (!contexts.includes(context)) continue;
        this.#addType(name);
        this.#addSelection(name, selection);
      }
    }
  }

  #addSelection(typeName: string, { selections }: SelectionSetNode): void {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value ?? typeName;
        this.#addType(condition);
        this.#addSelection(condition, selection.selectionSet);
      } else if (selection.kind === Kind.FIELD) {
        const fieldName = selection.name.value;
        this.add(typeName, fieldName);
        const child = this.types.get(typeName)?.fields.get(fieldName);
        if (child !== undefined && selection.selectionSet !== undefined) {
          this.#addSelection(child.typeName, selection.selectionSet);
        }
      }
    }
  }

  #possible(interfaceName: string): readonly string[] {
    return this.implementations.get(interfaceName) ?? [];
  }
}
