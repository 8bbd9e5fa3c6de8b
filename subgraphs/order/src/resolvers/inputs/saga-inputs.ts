import { PRINTABLE } from '@techally/subgraph-kit';
import { IsUUID, Length, Matches } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { SagaStateType } from '../types/saga-type.js';

@InputType({ description: 'What a list of sagas is narrowed to.' })
export class SagaFilterInput {
  @Field(() => SagaStateType, { nullable: true, description: 'Sagas in this state.' })
  state?: SagaStateType | null;
}

@InputType({ description: 'A parked saga to take up again.' })
export class RetrySagaInput {
  @Field(() => ID, { description: 'The saga.' })
  @IsUUID('all', { message: 'the saga is named by its UUID' })
  sagaId: string;
}

@InputType({ description: 'A parked saga to undo.' })
export class CompensateSagaInput {
  @Field(() => ID, { description: 'The saga.' })
  @IsUUID('all', { message: 'the saga is named by its UUID' })
  sagaId: string;

  @Field(() => String, {
    description: "Why, for the saga's history and the audit log; one line of 1 to 200 characters.",
  })
  @Length(1, 200, { message: 'the reason needs 1 to 200 characters' })
  @Matches(PRINTABLE, { message: 'the reason is one line of text' })
  @Matches(/\S/, { message: 'the reason is not blank' })
  reason: string;
}
