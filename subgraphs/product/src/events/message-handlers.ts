import type { MessageByType } from '@techally/contracts';
import { EventHandler } from '@techally/messaging';
import type { ReviewStore } from '../ports/review-store.js';

/** What the product domain does about each message. */
export class MessageHandlers {
  constructor(private readonly reviews: Pick<ReviewStore, 'deleteByAuthor'>) {}

  @EventHandler('UserDeleted')
  async deleteReviews({ data }: MessageByType<'UserDeleted'>): Promise<void> {
    await this.reviews.deleteByAuthor(data.userId);
  }
}
