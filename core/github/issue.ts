import type { Account } from '@souk/model/approval/review.ts';

export interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly state: 'open' | 'closed';
  /** Undefined when the account was deleted. */
  readonly author: Account | undefined;
  readonly labels: readonly string[];
  /** ISO 8601. */
  readonly createdAt: string;
}
