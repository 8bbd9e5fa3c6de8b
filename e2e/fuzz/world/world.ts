import type { GraphQLOutputType, SelectionSetNode } from 'graphql';
import {
  getNamedType,
  GraphQLError,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
} from 'graphql';
import { canonicalInput } from '../canonical-json.js';
import type { Random } from '../../harness/random.js';
import { createRandom, hashText } from '../../harness/random.js';
import type { FaultPlan } from './fault-plan.js';
import { faultAt } from './fault-plan.js';
import type { FederatedModel } from './federated-model.js';
import { keyFieldIndex } from './key-field-index.js';
import type { NumberForm } from './leaf-values.js';
import { leafValue } from './leaf-values.js';
import { plainValue } from './plain-value.js';

/** How many entities each family has. */
export const FAMILY_SIZE = 6;

/** What a world is made of. Equal options give equal worlds. */
export interface WorldOptions {
  readonly seed: number;
  /** Probability that a nullable value is null. */
  readonly nullRate: number;
  /** Lists have at most so many items. */
  readonly maxListLength: number;
  readonly numbers: NumberForm;
  readonly faults: FaultPlan;
  /** Probability that an entity is unknown to a subgraph that others refer to for it. */
  readonly missingRate: number;
}

/** Whether nothing fails in a world of these options. */
export function isHealthy({ faults, missingRate }: WorldOptions): boolean {
  return (
    missingRate === 0 &&
    (faults.kind === 'random' ? faults.rate === 0 : Object.keys(faults.sites).length === 0)
  );
}

/** An object of the world. */
export interface WorldObject {
  /** The concrete type; in a subgraph that knows an interface object only, that. */
  readonly __typename: string;
  /** What tells it from others of its type: a number for entities, the way to it for value types. */
  readonly key: string;
  /** What `_entities` was asked with. */
  readonly representation?: Readonly<Record<string, unknown>>;
}

/** One made-up world: every value is a pure function of type, key, field and arguments. */
export interface World {
  readonly model: FederatedModel;
  readonly options: WorldOptions;
  /** Mutations that ran, in order. */
  readonly journal: string[];
  /** The sites of faults that were met, with what they are. */
  readonly faultsMet: Map<string, 'throw' | 'null'>;
  /**
   * The value of a field, before completion: lists may hold errors and nulls that completion has to deal with.
   * @param required What the field requires, as the subgraph got it; default: as the world has it.
   * @throws {WorldFault} Thrown when the field fails.
   */
  fieldValue(object: WorldObject, fieldName: string, args: Arguments, required?: unknown): unknown;
  /** The object with what a field set selects, as plain JSON. */
  plain(object: WorldObject, selection: SelectionSetNode): Record<string, unknown>;
  /** Whether the subgraph that may lack entities of the family lacks this one. */
  lacks(family: string, key: string): boolean;
  /** The concrete type of an entity. */
  entityType(family: string, key: string): string;
}

export type Arguments = Readonly<Record<string, unknown>>;

/** A fault that the plan wanted; `site` is the same wherever it shows. */
export class WorldFault extends GraphQLError {
  constructor(readonly site: string) {
    super(`Fault at ${site}.`, { extensions: { code: 'PLANNED_FAULT', site } });
  }
}

export function createWorld(model: FederatedModel, options: WorldOptions): World {
  const journal: string[] = [];
  const faultsMet = new Map<string, 'throw' | 'null'>();

  function entityType(family: string, key: string): string {
    const type = model.fullSchema.getType(family);
    if (!isAbstractType(type)) return family;
    const types = model.fullSchema.getPossibleTypes(type);
    return types[(Number(key) + options.seed) % types.length]!.name;
  }

  function pickObject(choices: readonly string[], random: Random, way: string): WorldObject {
    const name = random.pick(choices);
    if (name === 'Query') return { __typename: name, key: '' };
    const family = model.familyOf(name);
    if (family === undefined) return { __typename: name, key: way };
    const keys = Array.from({ length: FAMILY_SIZE }, (_, index) => String(index));
    const fitting = keys.filter((key) => entityType(family, key) === name);
    return { __typename: name, key: random.pick(fitting) };
  }

  const lacks = (family: string, key: string) =>
    options.missingRate > 0 &&
    createRandom(`${options.seed}|lacks|${family}|${key}`).chance(options.missingRate);

  function fieldValue(object: WorldObject, fieldName: string, args: Arguments, required?: unknown): unknown {
    const family = model.familyOf(object.__typename);
    const typeName = family === undefined ? object.__typename : entityType(family, object.key);
    const home = family ?? typeName;
    const owner = model.fullSchema.getType(typeName);
    const field = isObjectType(owner) ? owner.getFields()[fieldName] : undefined;
    if (field === undefined) throw new Error(`The world has no field ${typeName}.${fieldName}.`);
    const named = getNamedType(field.type);
    const site = `${home}:${object.key}.${fieldName}(${canonicalInput(args).slice(1, -1)})`;

    const index = keyFieldIndex(model, typeName, fieldName, object.key);
    if (index !== undefined) {
      if (isObjectType(named)) {
        const isEntity = model.familyOf(named.name) !== undefined;
        return { __typename: named.name, key: isEntity ? String(index) : `${home}-${index}` };
      }
      if (isEnumType(named)) return named.getValues()[index % named.getValues().length]!.name;
      if (named.name === 'Int') return index + 10;
      return `${fieldName}${options.seed % 7}-${index}`;
    }

    const selection = model.requiredBy(typeName, fieldName);
    const needed =
      selection === undefined
        ? ''
        : canonicalInput(required === undefined ? plain(object, selection) : required);
    let turn = '';
    if (typeName === 'Mutation') {
      turn = `${journal.length}`;
      journal.push(site);
    }
    if (lacks(home, object.key)) {
      const lacking = model.subgraphThatMayLack(home);
      if (lacking !== undefined && model.ownersOf(typeName, fieldName).includes(lacking)) return null;
    }
    const isSpared = model.isSpared(typeName, fieldName);
    const mayBeNull = model.isUniform(typeName, fieldName);
    const random = createRandom(`${options.seed}|${site}|${turn}|${needed}`);

    function build(type: GraphQLOutputType, item: string): unknown {
      const inner = isNonNullType(type) ? type.ofType : type;
      const fault = isSpared ? undefined : faultAt(options.faults, `${site}${item}`);
      if (fault !== undefined) {
        faultsMet.set(`${site}${item}`, fault);
        return fault === 'throw' ? new WorldFault(`${site}${item}`) : null;
      }
      if (inner === type && mayBeNull && random.chance(options.nullRate)) return null;
      if (isListType(inner)) {
        const length = random.below(options.maxListLength + 1);
        return Array.from({ length }, (_, position) => build(inner.ofType, `${item}/${position}`));
      }
      if (isScalarType(inner)) {
        if (turn !== '' && inner.name === 'Int') return Number(turn);
        return leafValue(inner.name, random, fieldName, options.numbers);
      }
      const choices = model.choicesOf(typeName, fieldName, inner as never);
      if (isEnumType(inner)) return random.pick(choices);
      const mark = turn === '' ? '' : `turn${turn}.`;
      return pickObject(choices, random, `${mark}${hashText(`${site}${needed}${item}`).toString(36)}`);
    }

    // A payload of a mutation says how many mutations ran before.
    const [, turnOfPayload] = /^turn(\d+)\./.exec(object.key) ?? [];
    if (fieldName === 'at' && turnOfPayload !== undefined) return Number(turnOfPayload);
    const value = build(field.type, '');
    if (value instanceof WorldFault) throw value;
    return value;
  }

  const plain = (object: WorldObject, selection: SelectionSetNode): Record<string, unknown> =>
    plainValue(world, object, selection);

  const world: World = { model, options, journal, faultsMet, fieldValue, plain, lacks, entityType };
  return world;
}
