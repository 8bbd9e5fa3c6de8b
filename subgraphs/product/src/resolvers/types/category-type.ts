import { connectionType } from '@techally/subgraph-kit';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';

@ObjectType('Category', { description: 'A node of the category tree.' })
@Directive('@key(fields: "id")')
export class CategoryType {
  @Field(() => ID, { description: 'The UUID of the category.' })
  id: string;

  @Field(() => String, { description: 'The name that customers see.' })
  name: string;

  @Field(() => String, { description: 'The name as part of an address, unique.' })
  slug: string;

  @Field(() => Int, { description: 'Counts the changes; pass it on with a change.' })
  version: number;

  // Resolved by CategoryResolver.
  parentId: string | null;
}

export const CategoryConnection = connectionType(() => CategoryType, {
  name: 'Category',
  items: 'categories',
});
