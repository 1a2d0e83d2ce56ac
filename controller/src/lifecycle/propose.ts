import type { Action } from '@souk/model/lifecycle/deadline.ts';
import type { LifecycleCase } from './lifecycle-case.ts';
import type { SubjectFacts } from './subject-facts.ts';

/**
 * Proposes what an action asks for, where that is a pull request: once, however often it is called.
 *
 * @returns why it can't be, for people; then it waits
 */
export type Propose = (
  one: LifecycleCase,
  action: Action,
  subject: SubjectFacts,
) => Promise<string | undefined>;
