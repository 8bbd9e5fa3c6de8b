import { UserError } from '@techally/subgraph-kit';
import { Directive, Field, ObjectType } from 'type-graphql';
import { AddressType } from '../types/address-type.js';
import { DeviceType, PreferencesType } from '../types/settings-types.js';
import { UserType } from '../types/user-types.js';

const WRONG = 'What is wrong with the input; empty when all went well.';

@ObjectType({ description: 'The changed account, or what is wrong.' })
export class UpdateProfilePayload {
  @Field(() => UserType, { nullable: true, description: 'The account; null when something is wrong.' })
  user: UserType | null;

  @Field(() => [UserError], { description: WRONG })
  userErrors: UserError[];
}

@ObjectType({ description: 'The account whose profile was made, or what is wrong. For our own services.' })
@Directive('@inaccessible')
export class CreateProfilePayload {
  @Field(() => UserType, { nullable: true, description: 'The account; null when something is wrong.' })
  user: UserType | null;

  @Field(() => [UserError], { description: WRONG })
  userErrors: UserError[];
}

/** Payloads with an address differ by name only. */
function addressPayload(name: string, done: string) {
  @ObjectType(name, { description: `The address that was ${done}, or what is wrong.` })
  class Payload {
    @Field(() => AddressType, { nullable: true, description: 'The address; null when something is wrong.' })
    address: AddressType | null;

    @Field(() => [UserError], { description: WRONG })
    userErrors: UserError[];
  }
  return Payload;
}

export const AddAddressPayload = addressPayload('AddAddressPayload', 'added');
export const UpdateAddressPayload = addressPayload('UpdateAddressPayload', 'changed');
export const DeleteAddressPayload = addressPayload('DeleteAddressPayload', 'deleted');

@ObjectType({ description: 'Your preferences after the change, or what is wrong.' })
export class SetPreferencesPayload {
  @Field(() => PreferencesType, {
    nullable: true,
    description: 'The preferences; null when something is wrong.',
  })
  preferences: PreferencesType | null;

  @Field(() => [UserError], { description: WRONG })
  userErrors: UserError[];
}

@ObjectType({ description: 'The device that was registered, or what is wrong.' })
export class RegisterDevicePayload {
  @Field(() => DeviceType, { nullable: true, description: 'The device; null when something is wrong.' })
  device: DeviceType | null;

  @Field(() => [UserError], { description: WRONG })
  userErrors: UserError[];
}
