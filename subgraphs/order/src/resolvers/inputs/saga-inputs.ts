import { IsUUID } from 'class-validator';
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
