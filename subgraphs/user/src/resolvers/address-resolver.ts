import { requireUser } from '@techally/subgraph-kit';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { AddressManagement } from '../application/manage-addresses.js';
import { AddAddressInput, DeleteAddressInput, UpdateAddressInput } from './inputs/address-inputs.js';
import { AddAddressPayload, DeleteAddressPayload, UpdateAddressPayload } from './payloads/user-payloads.js';
import { showAddress, showUser } from './show.js';
import { AddressType } from './types/address-type.js';
import { UserType } from './types/user-types.js';
import { requireVisible, type UserContext } from './user-context.js';

@Resolver(() => AddressType)
export class AddressResolver {
  constructor(private readonly management: AddressManagement) {}

  @FieldResolver(() => UserType, { description: 'The account whose address it is.' })
  async owner(@Root() address: AddressType, @Ctx() context: UserContext): Promise<UserType> {
    requireVisible(context, address.ownerId);
    const profile = await context.loaders.profile.load(address.ownerId);
    if (profile === null) throw new Error(`Address ${address.id} has no owner.`);
    return showUser(profile);
  }

  @Mutation(() => AddAddressPayload, {
    description: 'Adds an address to your address book, which holds 20 at most.',
  })
  async addAddress(@Arg('input', () => AddAddressInput) input: AddAddressInput, @Ctx() context: UserContext) {
    const { isDefault, label, recipient, line1, line2, city, state, postalCode, countryCode } = input;
    const address = await this.management.add({
      userId: requireUser(context).userId,
      address: {
        label: label ?? null,
        recipient,
        line1,
        line2: line2 ?? null,
        city,
        state: state ?? null,
        postalCode,
        countryCode,
      },
      isDefault,
    });
    return { address: showAddress(address), userErrors: [] };
  }

  @Mutation(() => UpdateAddressPayload, {
    description: 'Changes an address of yours. Orders keep the address that they were made with.',
  })
  async updateAddress(
    @Arg('input', () => UpdateAddressInput) input: UpdateAddressInput,
    @Ctx() context: UserContext,
  ) {
    const address = await this.management.update({
      userId: requireUser(context).userId,
      id: input.id,
      version: input.version,
      change: {
        ...(input.label === undefined ? {} : { label: input.label }),
        ...(input.recipient == null ? {} : { recipient: input.recipient }),
        ...(input.line1 == null ? {} : { line1: input.line1 }),
        ...(input.line2 === undefined ? {} : { line2: input.line2 }),
        ...(input.city == null ? {} : { city: input.city }),
        ...(input.state === undefined ? {} : { state: input.state }),
        ...(input.postalCode == null ? {} : { postalCode: input.postalCode }),
        ...(input.countryCode == null ? {} : { countryCode: input.countryCode }),
      },
      ...(input.isDefault == null ? {} : { isDefault: input.isDefault }),
    });
    return { address: showAddress(address), userErrors: [] };
  }

  @Mutation(() => DeleteAddressPayload, {
    description: 'Deletes an address of yours. Orders keep the address that they were made with.',
  })
  async deleteAddress(
    @Arg('input', () => DeleteAddressInput) input: DeleteAddressInput,
    @Ctx() context: UserContext,
  ) {
    const address = await this.management.delete({ userId: requireUser(context).userId, id: input.id });
    return { address: showAddress(address), userErrors: [] };
  }
}
