import { labelsOf, renderLabel, renderUser } from '../answers/render.ts';
import type { Caller, Issue, Label, World } from '../state/world.ts';
import { found, invalid, type Operations } from './operation.ts';

const ISSUES_OR_PULLS = ['issues:write', 'pull_requests:write'] as const;
const READS = ['issues:read', 'pull_requests:read'] as const;

export const labelOperations = {
  'issues/list-labels-for-repo': {
    needs: READS,
    handle: ({ world }) => ({ list: [...world.labels.values()].map(renderLabel) }),
  },
  'issues/get-label': {
    needs: READS,
    handle: ({ path, world }) => ({
      status: 200,
      body: renderLabel(found(world.labels.get(path.name.toLowerCase()))),
    }),
  },
  'issues/create-label': {
    needs: ISSUES_OR_PULLS,
    handle: ({ body, world }) => {
      if (world.labels.has(body.name.toLowerCase())) throw invalid('Label', 'name', 'already_exists');
      return { status: 201, body: renderLabel(addLabel(world, body)) };
    },
  },
  'issues/update-label': {
    needs: ISSUES_OR_PULLS,
    handle: ({ path, body, world }) => {
      const label = found(world.labels.get(path.name.toLowerCase()));
      world.labels.delete(path.name.toLowerCase());
      label.name = body?.new_name ?? label.name;
      label.color = body?.color ?? label.color;
      label.description = body?.description ?? label.description;
      world.labels.set(label.name.toLowerCase(), label);
      return { status: 200, body: renderLabel(label) };
    },
  },
  'issues/list-labels-on-issue': {
    needs: READS,
    handle: ({ path, world }) => ({
      list: labelsOf(world, found(world.issues.get(path.issue_number))),
    }),
  },
  'issues/add-labels': {
    needs: ISSUES_OR_PULLS,
    handle: ({ path, body, world, caller }) => {
      const issue = found(world.issues.get(path.issue_number));
      labelIssue(world, issue, [...issue.labels, ...namesIn(body)], caller);
      return { list: labelsOf(world, issue) };
    },
  },
  'issues/set-labels': {
    needs: ISSUES_OR_PULLS,
    handle: ({ path, body, world, caller }) => {
      const issue = found(world.issues.get(path.issue_number));
      labelIssue(world, issue, namesIn(body), caller);
      return { list: labelsOf(world, issue) };
    },
  },
  'issues/remove-label': {
    needs: ISSUES_OR_PULLS,
    handle: ({ path, world, caller }) => {
      const issue = found(world.issues.get(path.issue_number));
      const rest = issue.labels.filter((name) => name.toLowerCase() !== path.name.toLowerCase());
      if (rest.length === issue.labels.length) throw found(undefined);
      labelIssue(world, issue, rest, caller);
      return { list: labelsOf(world, issue) };
    },
  },
} satisfies Operations;

/** Makes these the labels of an issue, and the ones that the repository does not know. */
export function labelIssue(
  world: World,
  issue: Issue,
  names: readonly string[],
  { user }: Pick<Caller, 'user'>,
): void {
  const wanted = [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
  const record = (schema: string, name: string) =>
    world.timeline.push({
      issue: issue.number,
      at: world.now(),
      schema: `${schema}-issue-event`,
      fields: { event: schema, label: { name, color: 'ededed' }, actor: renderUser(user) },
    });
  for (const name of wanted.filter((one) => !issue.labels.includes(one))) {
    if (!world.labels.has(name.toLowerCase())) addLabel(world, { name });
    record('labeled', name);
  }
  for (const name of issue.labels.filter((one) => !wanted.includes(one))) record('unlabeled', name);
  issue.labels = wanted;
}

function addLabel(
  world: World,
  { name, color, description }: { name: string; color?: string; description?: string },
): Label {
  if (name.length > 50) throw invalid('Label', 'name', 'name is too long (maximum is 50 characters)');
  if ((description?.length ?? 0) > 100) {
    throw invalid('Label', 'description', 'description is too long (maximum is 100 characters)');
  }
  if (color !== undefined && !/^[0-9a-f]{6}$/i.test(color))
    throw invalid('Label', 'color', 'color is invalid');
  const label = { id: world.nextId(), name, color: color ?? 'ededed', description: description ?? null };
  world.labels.set(name.toLowerCase(), label);
  return label;
}

type LabelNames =
  | string
  | readonly (string | { readonly name?: string | null })[]
  | { readonly labels?: readonly (string | { readonly name?: string | null })[]; readonly name?: string };

/** The names in any of the shapes that GitHub takes. */
export function namesIn(body: LabelNames | undefined): string[] {
  if (body === undefined) return [];
  if (typeof body === 'string') return [body];
  const labels = 'length' in body ? body : (body.labels ?? (body.name === undefined ? [] : [body.name]));
  return labels.flatMap((label) => {
    const name = typeof label === 'string' ? label : label.name;
    return name === undefined || name === null ? [] : [name];
  });
}
