import type { World } from '../state/world.ts';
import { arrangeIssues, type IssueArrangement } from './arrange-issues.ts';
import { arrangePeople, type PeopleArrangement } from './arrange-people.ts';
import { arrangePulls, type PullArrangement } from './arrange-pulls.ts';
import { arrangeRules, type RuleArrangement } from './arrange-rules.ts';

/** What people do on GitHub, done by a test. Logins that are not known become accounts without rights. */
export interface Arrangement extends PeopleArrangement, IssueArrangement, PullArrangement, RuleArrangement {}

export function arrange(world: World): Arrangement {
  return { ...arrangePeople(world), ...arrangeIssues(world), ...arrangePulls(world), ...arrangeRules(world) };
}
