import { connectionType } from '@techally/subgraph-kit';
import { Field, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from 'type-graphql';

export enum SagaStateType {
  RUNNING = 'RUNNING',
  COMPENSATING = 'COMPENSATING',
  COMPLETED = 'COMPLETED',
  COMPENSATED = 'COMPENSATED',
  PARKED = 'PARKED',
}

registerEnumType(SagaStateType, {
  name: 'SagaState',
  description: 'How the processing of an order goes.',
  valuesConfig: {
    RUNNING: { description: 'Forward, step by step.' },
    COMPENSATING: { description: 'What was done is being undone, the last step first.' },
    COMPLETED: { description: 'Every step is done.' },
    COMPENSATED: { description: 'Everything is undone.' },
    PARKED: {
      description:
        'It needs somebody: an answer did not come. A late answer, retrySaga or compensateSaga moves it on.',
    },
  },
});

export enum SagaAwaitsType {
  NOTHING = 'NOTHING',
  OUTCOME = 'OUTCOME',
  CUSTOMER = 'CUSTOMER',
  COMPENSATION = 'COMPENSATION',
}

registerEnumType(SagaAwaitsType, {
  name: 'SagaAwaits',
  description: 'What has to happen next in a saga.',
  valuesConfig: {
    NOTHING: { description: 'Nothing: it is at rest.' },
    OUTCOME: { description: 'The answer to the command of the step.' },
    CUSTOMER: { description: 'The customer has to confirm the payment.' },
    COMPENSATION: { description: 'The answer to the command that undoes the step.' },
  },
});

@ObjectType('SagaEvent', { description: 'Something that happened in a saga.' })
export class SagaEventType {
  @Field(() => String, { description: 'The step, for example "processPayment".' })
  step: string;

  @Field(() => String, {
    description:
      'STARTED, COMPLETED, FAILED, WAITING, RETRIED, COMPENSATING, COMPENSATED, PARKED, RESUMED or IGNORED.',
  })
  kind: string;

  @Field(() => GraphQLISODateTime, { description: 'When it happened.' })
  at: Date;

  @Field(() => String, { nullable: true, description: 'More about it.' })
  note: string | null;
}

@ObjectType('Saga', { description: 'How far the processing of an order has come.' })
export class SagaType {
  @Field(() => ID, { description: 'The UUID of the saga.' })
  id: string;

  @Field(() => SagaStateType, { description: 'How it goes.' })
  state: SagaStateType;

  @Field(() => String, {
    description: 'The step at work: validateOrder, reserveInventory, processPayment or createShipment.',
  })
  step: string;

  @Field(() => SagaAwaitsType, { description: 'What has to happen next.' })
  awaits: SagaAwaitsType;

  @Field(() => [String], { description: 'The steps that are done and not undone.' })
  completedSteps: string[];

  @Field(() => Int, { description: 'How often the command that is to be answered was sent.' })
  attempts: number;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When it is taken up again unless an answer comes before.',
  })
  deadline: Date | null;

  @Field(() => String, { nullable: true, description: 'What went wrong last.' })
  lastError: string | null;

  @Field(() => GraphQLISODateTime, { description: 'When it began.' })
  createdAt: Date;

  @Field(() => GraphQLISODateTime, { description: 'When it was changed last.' })
  updatedAt: Date;

  // Resolved by SagaResolver.
  orderId: string;
}

export const SagaConnection = connectionType(() => SagaType, { name: 'Saga', items: 'sagas' });
