import type { SelectionSetNode } from 'graphql';
import { Kind } from 'graphql';
import type { FederatedModel } from './federated-model.js';

/**
 * A number that a field of a key is made from, so that whole keys are unique and parts of compound keys are not;
 * `undefined` for fields that are in no key.
 */
export function keyFieldIndex(
  model: FederatedModel,
  typeName: string,
  fieldName: string,
  key: string,
): number | undefined {
  if (!model.keyFields.has(`${typeName}.${fieldName}`)) return undefined;
  const family = model.familyOf(typeName);
  // A value type inside a key: `pickObject` and key fields end its key with the number.
  if (family === undefined) return Number(key.slice(key.lastIndexOf('-') + 1)) || 0;

  const keys = (model.familyKeys.get(family) ?? []).map(fieldNames);
  const containing = keys.filter((names) => names.includes(fieldName));
  if (containing.length === 0) return undefined;
  const number = Number(key);
  if (containing.some((names) => names.length === 1)) return number;
  // `n` in binary: the first field has all high digits, each other field has one, in alphabetical order.
  const names = [...containing[0]!].sort();
  const place = names.indexOf(fieldName);
  const shifted = number >> (names.length - 1 - place);
  return place === 0 ? shifted : shifted & 1;
}

function fieldNames({ selections }: SelectionSetNode): readonly string[] {
  return selections.map((selection) => (selection.kind === Kind.FIELD ? selection.name.value : ''));
}
