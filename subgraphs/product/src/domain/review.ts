export type ReviewStatus = 'PUBLISHED' | 'HIDDEN';

/** What one customer thinks of one product. */
export interface Review {
  /** UUID. */
  readonly id: string;
  readonly productId: string;
  readonly authorId: string;
  /** 1 to 5. */
  readonly rating: number;
  readonly body: string;
  /** Hidden reviews are seen by administrators only and do not count. */
  readonly status: ReviewStatus;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}
