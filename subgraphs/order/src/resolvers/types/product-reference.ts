import { Directive, Field, ID, ObjectType } from 'type-graphql';

@ObjectType('Product', { description: 'Something that the shop sells, or sold.' })
@Directive('@key(fields: "id", resolvable: false)')
export class ProductReference {
  @Field(() => ID, { description: 'The UUID of the product.' })
  id: string;
}
