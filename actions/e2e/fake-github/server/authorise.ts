import { type AnyOperation, Refusal } from '../operations/operation.ts';
import type { Caller, Permissions, World } from '../state/world.ts';

/** Whose token a request carries. */
export function authenticate(world: World, authorization: string | undefined): Caller {
  const token = /^(?:token|bearer) (.+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) throw new Refusal(401, 'Requires authentication');
  const caller = world.tokens.get(token);
  if (caller === undefined) throw new Refusal(401, 'Bad credentials');
  return caller;
}

/** Refuses what the token may not do, as GitHub refuses it. */
export function authorise(
  world: World,
  caller: Caller,
  operation: AnyOperation,
  path: Readonly<Record<string, unknown>>,
): void {
  requireVisible(world, caller, path);
  const needs = needsOf(world, operation, path);
  if (needs.length === 0 || needs.some((need) => grants(caller.permissions, need))) return;
  throw new Refusal(403, 'Resource not accessible by integration', { accepted: needs.join('; ') });
}

/** A repository that is private is not there for a token without any permission on it. */
function requireVisible(
  world: World,
  { permissions }: Caller,
  path: Readonly<Record<string, unknown>>,
): void {
  if (path['owner'] === undefined) return;
  const sameText = (one: unknown, other: string) => String(one).toLowerCase() === other.toLowerCase();
  const isOurs = sameText(path['owner'], world.owner) && sameText(path['repo'], world.repo);
  if (!isOurs || Object.keys(permissions).length === 0) throw new Refusal(404, 'Not Found');
}

/** What is written on a plain issue needs the permission on issues: that on pull requests is not enough. */
function needsOf(
  { issues, comments }: World,
  { needs }: AnyOperation,
  path: Readonly<Record<string, unknown>>,
): readonly string[] {
  const comment = comments.find(({ id }) => id === path['comment_id']);
  const issue = issues.get(comment?.issue ?? Number(path['issue_number']));
  const isPlainIssue = issue !== undefined && issue.pull === undefined;
  return isPlainIssue ? needs.filter((need) => !need.startsWith('pull_requests:')) : needs;
}

export function grants(permissions: Permissions, need: string): boolean {
  const [name = '', level] = need.split(':');
  // Every token that sees a repository sees what it is.
  if (name === 'metadata' && level === 'read') return true;
  const given = permissions[name];
  return given === 'write' || (given === 'read' && level === 'read');
}
