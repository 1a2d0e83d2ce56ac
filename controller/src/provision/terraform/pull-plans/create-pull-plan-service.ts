import { findCheckRun } from '@souk/github/find-check-run.ts';
import { readViewer } from '@souk/github/read-viewer.ts';
import type { RepositoryClient } from '@souk/github/repository-client.ts';
import { upsertComment } from '@souk/github/upsert-comment.ts';
import { CHECK_ID, CHECK_NAME } from '@souk/model/gate/required-check.ts';
import type { Installation } from '@souk/model/manifest/manifest.ts';
import type { Logger } from 'pino';
import type { Clock } from '../../../clock.ts';
import type { Subscribe } from '../../../events/wake-ups.ts';
import type { GitHubEffects } from '../../../github/create-github-effects.ts';
import type { LeaderService, Term } from '../../../leadership/term.ts';
import type { Store } from '../../../store/store.ts';
import type { Telemetry } from '../../../telemetry/telemetry.ts';
import { runPasses } from '../../../work/run-passes.ts';
import { DriverError } from '../../driver.ts';
import { readRecords } from '../../read-records.ts';
import type { TerraformDriver } from '../terraform-driver.ts';
import { choosePulls, judgeVerdict, keepOpen, type OpenPull } from './choose-pulls.ts';
import { planProposal } from './plan-proposal.ts';
import { readOffer } from './read-offer.ts';
import { readInstallations, readOpenPulls } from './read-pulls.ts';
import { type PlannedInstallation, planMarker, renderPlanComment } from './render-plan-comment.ts';

export interface PullPlanPorts {
  readonly store: Pick<Store, 'db'>;
  readonly github: GitHubEffects;
  /** Branch of the catalog; undefined as long as nobody knows it. */
  readonly branch: () => string | undefined;
  /** Last part of the address of the app that publishes Souk's verdict, such as `github-actions`. */
  readonly verdictApp: string;
  /** Opens the driver, or gives the one that is open. */
  readonly openDriver: () => Promise<Pick<TerraformDriver, 'preview'>>;
  readonly subscribe: Subscribe;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly telemetry: Pick<Telemetry, 'failed'>;
  /** From 0 up to 1. */
  readonly random: () => number;
}

const VERDICT = { name: CHECK_NAME, externalId: CHECK_ID } as const;
/** Pull requests come without an announcement. */
const IDLE_MS = 60_000;

/** Tells on pull requests what installing by Terraform would do, before anybody merges them. */
export function createPullPlanService(ports: PullPlanPorts): LeaderService {
  const { subscribe, clock, logger, random, telemetry } = ports;
  return {
    name: 'pull-plans',
    run: (term) => {
      let handled: ReadonlyMap<number, string> = new Map();
      return runPasses(term, {
        name: 'planning of pull requests',
        pass: async () => {
          handled = await planPulls(term, ports, handled);
        },
        onFailure: () => telemetry.failed('github'),
        ...{ subscribe, clock, logger, random },
        idleMs: IDLE_MS,
      });
    },
  };
}

/** @returns at which commits pull requests have been dealt with */
async function planPulls(
  { ended }: Term,
  ports: PullPlanPorts,
  before: ReadonlyMap<number, string>,
): Promise<ReadonlyMap<number, string>> {
  const base = ports.branch();
  if (base === undefined) return before;
  const client = ports.github.openClient();
  const pulls = await readOpenPulls(client, base);
  const handled = new Map(keepOpen(before, pulls));
  for (const pull of choosePulls(pulls, handled)) {
    if (ended.aborted) return handled;
    const verdict = judgeVerdict(
      await findCheckRun(client, { ...VERDICT, sha: pull.head, appSlug: ports.verdictApp }),
    );
    if (verdict === undefined) continue;
    if (verdict === 'passed') await planPull(client, pull, ports, ended);
    handled.set(pull.number, pull.head);
  }
  return handled;
}

async function planPull(
  client: RepositoryClient,
  pull: OpenPull,
  ports: PullPlanPorts,
  signal: AbortSignal,
): Promise<void> {
  const planned: PlannedInstallation[] = [];
  for (const installation of await readInstallations(client, pull)) {
    const one = await planInstallation(installation, ports, signal);
    if (one !== undefined) planned.push(one);
  }
  if (planned.length === 0) return;
  const { account: bot } = await readViewer(client);
  const body = renderPlanComment(pull.head, planned);
  await upsertComment(client, pull.number, { marker: planMarker, body, bot });
}

/** @returns undefined where it is none of this driver's */
async function planInstallation(
  installation: Installation,
  { store: { db }, clock, openDriver }: PullPlanPorts,
  signal: AbortSignal,
): Promise<PlannedInstallation | undefined> {
  const { id } = installation;
  const [record] = await readRecords(db, [id]);
  const proposal = planProposal(await readOffer(db, installation), record, clock.now());
  if (proposal === undefined) return undefined;
  const version = proposal.type === 'plan' ? proposal.instance.entry.version : record?.state.running?.version;
  if (proposal.type === 'note') return { id, version, outcome: proposal };
  try {
    const driver = await openDriver();
    const preview = await driver.preview(proposal.instance, proposal.secrets, signal);
    return { id, version, outcome: { type: 'plan', preview } };
  } catch (error) {
    if (!(error instanceof DriverError)) throw error;
    return { id, version, outcome: { type: 'note', text: error.message } };
  }
}
