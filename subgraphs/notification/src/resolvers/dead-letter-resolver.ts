import { auditActor, BadUserInputError, MAX_PAGE_SIZE } from '@techally/subgraph-kit';
import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { DeadLetterManagement } from '../application/manage-dead-letters.js';
import { DiscardDeadLetterInput, RedriveDeadLetterInput } from './inputs/notification-inputs.js';
import type { NotificationContext } from './notification-context.js';
import { DiscardDeadLetterPayload, RedriveDeadLetterPayload } from './payloads/notification-payloads.js';
import { showDeadLetter } from './show.js';
import { DeadLetterType } from './types/dead-letter-type.js';

/** What administrators see and do about messages between services that failed. */
@Resolver()
export class DeadLetterResolver {
  constructor(private readonly management: DeadLetterManagement) {}

  // A plain list: brokers hand out the head of a queue, and have no cursors.
  @Query(() => [DeadLetterType], {
    description: 'The messages that consumers gave up, the oldest first. For administrators.',
  })
  async deadLetters(
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many at most, 1 to 100.' }) first: number,
  ): Promise<DeadLetterType[]> {
    if (first < 1 || first > MAX_PAGE_SIZE)
      throw new BadUserInputError(`"first" takes 1 to ${String(MAX_PAGE_SIZE)}.`);
    return (await this.management.list(first)).map(showDeadLetter);
  }

  @Mutation(() => RedriveDeadLetterPayload, {
    description: 'Gives a dead letter to its consumer once more. For administrators.',
  })
  async redriveDeadLetter(
    @Arg('input', () => RedriveDeadLetterInput) { id }: RedriveDeadLetterInput,
    @Ctx() context: NotificationContext,
  ) {
    await this.management.redrive(auditActor(context), id);
    return { deadLetterId: id, userErrors: [] };
  }

  @Mutation(() => DiscardDeadLetterPayload, {
    description: 'Deletes a dead letter for good: its consumer never handles it. For administrators.',
  })
  async discardDeadLetter(
    @Arg('input', () => DiscardDeadLetterInput) { id }: DiscardDeadLetterInput,
    @Ctx() context: NotificationContext,
  ) {
    await this.management.discard(auditActor(context), id);
    return { deadLetterId: id, userErrors: [] };
  }
}
