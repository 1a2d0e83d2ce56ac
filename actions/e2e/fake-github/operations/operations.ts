import { checkOperations } from './check-operations.ts';
import { commentOperations } from './comment-operations.ts';
import { gitOperations } from './git-operations.ts';
import { issueOperations } from './issue-operations.ts';
import { labelOperations } from './label-operations.ts';
import { mergeOperations } from './merge-operations.ts';
import type { AnyOperation } from './operation.ts';
import { pullOperations } from './pull-operations.ts';
import { reviewOperations } from './review-operations.ts';
import { rulesetOperations } from './ruleset-operations.ts';
import { scanOperations } from './scan-operations.ts';
import { searchOperations } from './search-operations.ts';
import { statusOperations } from './status-operations.ts';
import { timelineOperations } from './timeline-operations.ts';
import { userOperations } from './user-operations.ts';

/** Every operation that the fake can do, by the id that GitHub's document gives it. */
const operations: Readonly<Record<string, AnyOperation>> = {
  ...checkOperations,
  ...commentOperations,
  ...gitOperations,
  ...issueOperations,
  ...labelOperations,
  ...mergeOperations,
  ...pullOperations,
  ...reviewOperations,
  ...rulesetOperations,
  ...scanOperations,
  ...searchOperations,
  ...statusOperations,
  ...timelineOperations,
  ...userOperations,
};

/** The operation of an id; undefined when the fake lacks it. */
export function operationOf(id: string): AnyOperation | undefined {
  return Object.hasOwn(operations, id) ? operations[id] : undefined;
}
