import { connectionType } from '@techally/subgraph-kit';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';

@ObjectType('Address', {
  description: 'An address in an address book; its owner, administrators and our own services see it.',
})
@Directive('@key(fields: "id")')
export class AddressType {
  @Field(() => ID, { description: 'The UUID of the address.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'The owner\'s own name for it, such as "Home".' })
  label: string | null;

  @Field(() => String, { description: 'Whom parcels are for.' })
  recipient: string;

  @Field(() => String, { description: 'Street and number.' })
  line1: string;

  @Field(() => String, { nullable: true, description: 'Floor, company and the like.' })
  line2: string | null;

  @Field(() => String, { description: 'The city.' })
  city: string;

  @Field(() => String, { nullable: true, description: 'State or province, where addresses have one.' })
  state: string | null;

  @Field(() => String, { description: 'The postal code.' })
  postalCode: string;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2, such as "US".' })
  countryCode: string;

  @Field(() => Boolean, { description: "Whether it is the owner's default address." })
  isDefault: boolean;

  @Field(() => Int, { description: 'Counts the changes; pass it on with a change.' })
  version: number;

  // Resolved by AddressResolver.
  ownerId: string;
}

export const AddressConnection = connectionType(() => AddressType, { name: 'Address', items: 'addresses' });
