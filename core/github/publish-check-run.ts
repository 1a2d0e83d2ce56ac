import { type CheckAnnotation, keyOfAnnotation } from './check-annotation.ts';
import { createOnce } from './create-once.ts';
import { expectId } from './expect-shape.ts';
import { type CheckRunIdentity, findCheckRun, type KnownCheckRun } from './find-check-run.ts';
import type { RepositoryClient } from './repository-client.ts';

export type CheckRunState =
  | { readonly status: 'in_progress' }
  | { readonly status: 'completed'; readonly conclusion: 'success' | 'failure' };

export interface CheckRunContent extends CheckRunIdentity {
  readonly title: string;
  /** Markdown, at most 65,535 characters. */
  readonly summary: string;
  /** Markdown, at most 65,535 characters. */
  readonly text: string;
  readonly detailsUrl: string | undefined;
  readonly annotations: readonly CheckAnnotation[];
}

export type CheckRunReport = CheckRunContent & CheckRunState;

/** Annotations that one request may carry. */
const BATCH = 50;

/**
 * Leaves one check run that says this. The state comes with the last annotations, so that nothing is green before all
 * is said.
 *
 * GitHub never takes an annotation back and never reopens a run. Where that would be needed a new run takes the place
 * of the one before; of several with a name by an app, GitHub counts the last.
 *
 * @throws {GitHubError}
 */
export async function publishCheckRun(client: RepositoryClient, report: CheckRunReport): Promise<void> {
  const known = await findCheckRun(client, report);
  const kept = known !== undefined && canBecome(known, report) ? known : undefined;
  if (known !== undefined && kept === undefined && !known.completed) await cancel(client, known.id);
  const missing = report.annotations.filter(
    (annotation) => kept?.annotations.has(keyOfAnnotation(annotation)) !== true,
  );
  const batches = batchesOf(missing);
  let run = kept?.id;
  for (const [index, annotations] of batches.entries()) {
    const body = assembleBody(report, annotations, index === batches.length - 1);
    if (run === undefined) run = await create(client, report, body, known?.id);
    else await update(client, report, run, body);
  }
}

/** Whether an update can make the run say what is wanted, and nothing else. */
function canBecome(known: KnownCheckRun, report: CheckRunReport): boolean {
  const keys = new Set(report.annotations.map(keyOfAnnotation));
  if (![...known.annotations].every((key) => keys.has(key))) return false;
  if (!known.completed) return true;
  return (
    report.status === 'completed' &&
    report.conclusion === known.conclusion &&
    keys.size === known.annotations.size
  );
}

/** At least one, which may be empty. */
function batchesOf(annotations: readonly CheckAnnotation[]): readonly (readonly CheckAnnotation[])[] {
  const count = Math.max(1, Math.ceil(annotations.length / BATCH));
  return Array.from({ length: count }, (_, index) => annotations.slice(index * BATCH, (index + 1) * BATCH));
}

type Body = ReturnType<typeof assembleBody>;

function assembleBody(report: CheckRunReport, annotations: readonly CheckAnnotation[], last: boolean) {
  const { title, summary, text, detailsUrl } = report;
  const state: CheckRunState =
    last && report.status === 'completed'
      ? { status: 'completed', conclusion: report.conclusion }
      : { status: 'in_progress' };
  return {
    ...state,
    ...(detailsUrl === undefined ? {} : { details_url: detailsUrl }),
    output: { title, summary, text, annotations: [...annotations] },
  };
}

async function create(
  client: RepositoryClient,
  identity: CheckRunIdentity,
  body: Body,
  before: number | undefined,
): Promise<number> {
  const { octokit, owner, repo } = client;
  const { name, sha, externalId } = identity;
  const send = async () => {
    const own = { owner, repo, name, head_sha: sha, external_id: externalId };
    const { data } = await octokit.rest.checks.create({ ...own, ...body });
    return expectId(data.id, 'the id of a check run');
  };
  const find = async () => {
    const latest = await findCheckRun(client, identity);
    return latest?.id === before ? undefined : latest?.id;
  };
  return createOnce(send, find);
}

/** An update that is sent twice adds its annotations twice: it is sent once, and looked for before it is sent again. */
async function update(
  client: RepositoryClient,
  identity: CheckRunIdentity,
  id: number,
  body: Body,
): Promise<void> {
  const { octokit, owner, repo } = client;
  const [first] = body.output.annotations;
  const sentOnce = first === undefined ? {} : { request: { retries: 0 } };
  const send = async () => {
    await octokit.rest.checks.update({ owner, repo, check_run_id: id, ...body, ...sentOnce });
    return id;
  };
  const find = async () => {
    const known = await findCheckRun(client, identity);
    return first !== undefined && known?.annotations.has(keyOfAnnotation(first)) === true ? id : undefined;
  };
  await createOnce(send, find);
}

/** A run that another takes the place of must not stay open, nor let anything pass. */
async function cancel({ octokit, owner, repo }: RepositoryClient, id: number): Promise<void> {
  await octokit.rest.checks.update({
    owner,
    repo,
    check_run_id: id,
    status: 'completed',
    conclusion: 'cancelled',
  });
}
