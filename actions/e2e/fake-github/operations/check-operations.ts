import { renderAs, renderCheckRun } from '../answers/render.ts';
import type { Annotation, App, Caller, CheckRun, World } from '../state/world.ts';
import { found, invalid, type Operations, Refusal } from './operation.ts';

/** What a request to create or update a run may say. */
interface CheckRunBody {
  readonly name?: string | undefined;
  readonly details_url?: string | undefined;
  readonly external_id?: string | undefined;
  readonly status?: string | undefined;
  readonly conclusion?: string | undefined;
  readonly completed_at?: string | undefined;
  readonly output?:
    | {
        readonly title?: string | undefined;
        readonly summary?: string | undefined;
        readonly text?: string | undefined;
        readonly annotations?: readonly Annotation[] | undefined;
      }
    | undefined;
}

export const checkOperations = {
  'checks/create': {
    needs: ['checks:write'],
    handle: async ({ body, world, caller }) => {
      const fields: CheckRunBody = body;
      const run: CheckRun = {
        id: world.nextId(),
        app: requireApp(caller),
        sha: await requireCommit(world, body.head_sha),
        name: body.name,
        status: 'queued',
        conclusion: null,
        detailsUrl: null,
        externalId: null,
        title: null,
        summary: null,
        text: null,
        annotations: [],
        startedAt: world.now(),
        completedAt: null,
      };
      applyBody(world, run, fields);
      world.checkRuns.push(run);
      return { status: 201, body: renderCheckRun(world, run) };
    },
  },
  'checks/update': {
    needs: ['checks:write'],
    handle: ({ path, body, world, caller }) => {
      const run = requireRun(world, path.check_run_id);
      if (run.app.id !== requireApp(caller).id) {
        throw new Refusal(
          403,
          'Invalid app_id `check_run.app_id` - check run can only be modified by its creator',
        );
      }
      applyBody(world, run, body);
      return { status: 200, body: renderCheckRun(world, run) };
    },
  },
  'checks/get': {
    needs: ['checks:read'],
    handle: ({ path, world }) => ({
      status: 200,
      body: renderCheckRun(world, requireRun(world, path.check_run_id)),
    }),
  },
  'checks/list-for-ref': {
    needs: ['checks:read'],
    handle: async ({ path, query, world }) => {
      const sha = await requireCommit(world, path.ref);
      const runs = world.checkRuns
        .filter((run) => run.sha === sha)
        .filter(({ name }) => query.check_name === undefined || name === query.check_name)
        .filter(({ status }) => query.status === undefined || status === query.status)
        .filter(({ app }) => query.app_id === undefined || app.id === query.app_id)
        .toReversed();
      const kept = query.filter === 'all' ? runs : latestOf(runs);
      return {
        list: kept.map((run) => renderCheckRun(world, run)),
        envelope: (page) => ({ total_count: kept.length, check_runs: page }),
      };
    },
  },
  'checks/list-annotations': {
    needs: ['checks:read'],
    handle: ({ path, world }) => ({
      list: requireRun(world, path.check_run_id).annotations.map((annotation) =>
        renderAs(world, 'check-annotation', { ...annotation }),
      ),
    }),
  },
} satisfies Operations;

/** The newest run of each name and app. */
function latestOf(runs: readonly CheckRun[]): CheckRun[] {
  return [...Map.groupBy(runs, ({ name, app }) => `${app.id} ${name}`).values()].flatMap((same) =>
    same.slice(0, 1),
  );
}

function applyBody(world: World, run: CheckRun, body: CheckRunBody): void {
  const { output } = body;
  const annotations = output?.annotations ?? [];
  if (annotations.some(({ message }) => Buffer.byteLength(message) > 65_536)) {
    throw invalid('CheckRun', 'message', 'message is longer than 64 KB');
  }
  if (annotations.some((one) => one.start_column !== undefined && one.start_line !== one.end_line)) {
    throw invalid('CheckRun', 'start_column', 'columns are only for annotations of one line');
  }
  if (body.status === 'completed' && body.conclusion === undefined) {
    throw invalid('CheckRun', 'conclusion', 'a completed run has a conclusion');
  }
  const completed = body.conclusion !== undefined;
  run.name = body.name ?? run.name;
  run.status = completed ? 'completed' : (body.status ?? run.status);
  run.conclusion = body.conclusion ?? (body.status === undefined ? run.conclusion : null);
  run.detailsUrl = body.details_url ?? run.detailsUrl;
  run.externalId = body.external_id ?? run.externalId;
  run.completedAt = completed ? (body.completed_at ?? world.now()) : run.completedAt;
  run.title = output?.title ?? run.title;
  run.summary = output?.summary ?? run.summary;
  run.text = output?.text ?? run.text;
  run.annotations.push(...annotations);
}

function requireApp({ app }: Caller): App {
  if (app === undefined) throw new Refusal(403, 'You must authenticate via a GitHub App.');
  return app;
}

function requireRun(world: World, id: number): CheckRun {
  return found(world.checkRuns.find((run) => run.id === id));
}

async function requireCommit(world: World, name: string): Promise<string> {
  const ref = name.startsWith('heads/') ? `refs/${name}` : name;
  const commit = await world.origin.resolve(ref);
  if (commit === undefined) throw new Refusal(422, `No commit found for SHA: ${name}`);
  return commit;
}
