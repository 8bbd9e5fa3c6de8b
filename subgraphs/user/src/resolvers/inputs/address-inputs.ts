import { IsISO31661Alpha2, IsOptional, IsUUID, Matches } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { Text } from './text.js';

const COUNTRY = { message: 'the country is an ISO 3166 code of two upper-case letters' };

@InputType({ description: 'A new address in your address book.' })
export class AddAddressInput {
  @Field(() => String, {
    nullable: true,
    description: 'Your own name for it, such as "Home"; at most 50 characters.',
  })
  @IsOptional()
  @Text(0, 50, 'the label has at most 50 characters')
  label?: string | null;

  @Field(() => String, { description: 'Whom parcels are for; 2 to 100 characters.' })
  @Text(2, 100, 'the recipient needs 2 to 100 characters')
  recipient: string;

  @Field(() => String, { description: 'Street and number; 1 to 200 characters.' })
  @Text(1, 200, 'the first line needs 1 to 200 characters')
  line1: string;

  @Field(() => String, {
    nullable: true,
    description: 'Floor, company and the like; at most 200 characters.',
  })
  @IsOptional()
  @Text(0, 200, 'the second line has at most 200 characters')
  line2?: string | null;

  @Field(() => String, { description: '1 to 100 characters.' })
  @Text(1, 100, 'the city needs 1 to 100 characters')
  city: string;

  @Field(() => String, {
    nullable: true,
    description: 'State or province, where addresses have one; at most 100 characters.',
  })
  @IsOptional()
  @Text(0, 100, 'the state has at most 100 characters')
  state?: string | null;

  @Field(() => String, { description: '1 to 16 characters.' })
  @Text(1, 16, 'the postal code needs 1 to 16 characters')
  postalCode: string;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2, such as "US".' })
  @Matches(/^[A-Z]{2}$/, COUNTRY)
  @IsISO31661Alpha2(COUNTRY)
  countryCode: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether it becomes your default address. Without a default, a new address becomes it.',
  })
  isDefault: boolean;
}

@InputType({ description: 'A change of an address of yours; what is left out stays as it is.' })
export class UpdateAddressInput {
  @Field(() => ID, { description: 'The address.' })
  @IsUUID('all', { message: 'the address is named by its UUID' })
  id: string;

  @Field(() => Int, { description: 'The version that the change was made from.' })
  version: number;

  @Field(() => String, { nullable: true, description: 'At most 50 characters; null removes it.' })
  @IsOptional()
  @Text(0, 50, 'the label has at most 50 characters')
  label?: string | null;

  @Field(() => String, { nullable: true, description: '2 to 100 characters.' })
  @IsOptional()
  @Text(2, 100, 'the recipient needs 2 to 100 characters')
  recipient?: string | null;

  @Field(() => String, { nullable: true, description: '1 to 200 characters.' })
  @IsOptional()
  @Text(1, 200, 'the first line needs 1 to 200 characters')
  line1?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 200 characters; null removes it.' })
  @IsOptional()
  @Text(0, 200, 'the second line has at most 200 characters')
  line2?: string | null;

  @Field(() => String, { nullable: true, description: '1 to 100 characters.' })
  @IsOptional()
  @Text(1, 100, 'the city needs 1 to 100 characters')
  city?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 100 characters; null removes it.' })
  @IsOptional()
  @Text(0, 100, 'the state has at most 100 characters')
  state?: string | null;

  @Field(() => String, { nullable: true, description: '1 to 16 characters.' })
  @IsOptional()
  @Text(1, 16, 'the postal code needs 1 to 16 characters')
  postalCode?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2, such as "US".' })
  @IsOptional()
  @Matches(/^[A-Z]{2}$/, COUNTRY)
  @IsISO31661Alpha2(COUNTRY)
  countryCode?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it is your default address; true takes that from the one that was.',
  })
  isDefault?: boolean | null;
}

@InputType({ description: 'An address of yours to delete.' })
export class DeleteAddressInput {
  @Field(() => ID, { description: 'The address.' })
  @IsUUID('all', { message: 'the address is named by its UUID' })
  id: string;
}
