import { IsOptional, IsUUID, Length } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';

@InputType({ description: 'A new category.' })
export class CreateCategoryInput {
  @Field(() => String, { description: '2 to 100 characters.' })
  @Length(2, 100, { message: 'the name needs 2 to 100 characters' })
  name: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The category that it is put under; a root when left out.',
  })
  @IsOptional()
  @IsUUID('all', { message: 'the parent is named by its UUID' })
  parentId?: string | null;
}

@InputType({ description: 'A change of a category; what is left out stays as it is.' })
export class UpdateCategoryInput {
  @Field(() => ID, { description: 'The category.' })
  @IsUUID('all', { message: 'the category is named by its UUID' })
  id: string;

  @Field(() => Int, { description: 'The version that the change was made from.' })
  version: number;

  @Field(() => String, { nullable: true, description: '2 to 100 characters.' })
  @IsOptional()
  @Length(2, 100, { message: 'the name needs 2 to 100 characters' })
  name?: string | null;

  @Field(() => ID, { nullable: true, description: 'The category to put it under; null makes it a root.' })
  @IsOptional()
  @IsUUID('all', { message: 'the parent is named by its UUID' })
  parentId?: string | null;
}

@InputType({ description: 'What a list of categories is narrowed to.' })
export class CategoryFilterInput {
  @Field(() => Boolean, { defaultValue: false, description: 'Only the roots of the tree.' })
  rootsOnly: boolean;

  @Field(() => ID, { nullable: true, description: 'Only the categories right below this one.' })
  @IsOptional()
  @IsUUID('all', { message: 'the parent is named by its UUID' })
  parentId?: string | null;
}
