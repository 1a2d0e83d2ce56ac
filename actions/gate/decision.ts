import { createHash } from 'node:crypto';
import type { ApprovalSettings } from '@souk/model/approval/approval-settings.ts';
import type { AutoApproval } from '@souk/model/approval/approval-state.ts';
import type { Review } from '@souk/model/approval/review.ts';
import type { GateOutcome, GateState } from '@souk/model/gate/gate-outcome.ts';

/** What was decided on one pull request, and on what grounds: whoever acts on it makes sure that they still hold. */
export interface Decision {
  readonly pull: number;
  readonly state: GateState;
  /** Commit that was judged. */
  readonly head: string;
  /** Tip of the branch it goes into. */
  readonly base: string;
  /** Name of that branch. */
  readonly into: string;
  /** Tells whether a review came or went since. */
  readonly reviews: string;
  readonly autoApproval: AutoApproval;
  readonly merge: ApprovalSettings['merge'];
}

/** The file in which one step of a job hands decisions to the next. */
export interface Decisions {
  readonly schema: 'souk.decisions/v1';
  readonly decisions: readonly Decision[];
}

export function decisionOf(
  { state, pull, autoApproval }: GateOutcome,
  reviews: readonly Review[],
  merge: ApprovalSettings['merge'],
): Decision {
  return {
    ...{ pull: pull.number, state, head: pull.head, base: pull.base, into: pull.into },
    ...{ reviews: digestReviews(reviews), autoApproval, merge },
  };
}

/** A digest of the reviews of a pull request, comments aside: those say nothing about approval. */
export function digestReviews(reviews: readonly Review[]): string {
  const decisive = reviews
    .filter(({ state }) => state !== 'commented')
    .map(({ reviewer, state, commit, submittedAt }) => [reviewer.id, state, commit ?? null, submittedAt]);
  return createHash('sha256').update(JSON.stringify(decisive)).digest('hex');
}

/** @throws {SyntaxError} when the text is not what a verdict writes */
export function parseDecisions(text: string): Decisions {
  const parsed: unknown = JSON.parse(text);
  if (isDecisions(parsed)) return parsed;
  throw new SyntaxError('The file does not hold decisions (souk.decisions/v1).');
}

function isDecisions(value: unknown): value is Decisions {
  if (typeof value !== 'object' || value === null) return false;
  const { schema, decisions } = value as Partial<Decisions>;
  return schema === 'souk.decisions/v1' && Array.isArray(decisions) && decisions.every(isDecision);
}

function isDecision(value: Partial<Decision> | null): value is Decision {
  if (typeof value !== 'object' || value === null) return false;
  const { pull, state, head, base, into, reviews, autoApproval, merge } = value;
  return (
    Number.isSafeInteger(pull) &&
    [state, head, base, into, reviews, merge].every((text) => typeof text === 'string') &&
    typeof autoApproval?.allowed === 'boolean' &&
    Array.isArray(autoApproval.reasons)
  );
}
