import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import { attachmentFolder } from '@souk/model/catalog/catalog-layout.ts';
import type { AnchorStore } from '../audit/anchor-store.ts';
import { openAuditKey } from '../audit/audit-key.ts';
import { type CheckpointService, createCheckpointService } from '../audit/checkpoint-service.ts';
import { createGitAnchor } from '../audit/git-anchor.ts';
import { openAnchorRepository } from '../audit/open-anchor-repository.ts';
import { createBudgetTask } from '../billing/budget/warn-of-budgets.ts';
import { type BillingService, createBillingService } from '../billing/create-billing-service.ts';
import { createExportTask } from '../billing/export/create-export-task.ts';
import { openExportTarget } from '../billing/export/open-export-target.ts';
import { createPaymentService, type PaymentService } from '../billing/payment/create-payment-service.ts';
import { readPaymentSettings } from '../billing/payment/read-payment-settings.ts';
import { openStripe } from '../billing/payment/stripe/open-stripe.ts';
import type { Config } from '../config/config.ts';
import { isAddress } from '../config/parsers.ts';
import { coalesce } from '../events/coalesce.ts';
import type { Subscribe } from '../events/wake-ups.ts';
import { openFederation } from '../federation/open-federation.ts';
import { createGitHubEffects } from '../github/create-github-effects.ts';
import { createStatusService } from '../github/create-status-service.ts';
import type { LeaderService } from '../leadership/term.ts';
import { createLifecycleService } from '../lifecycle/create-lifecycle-service.ts';
import { createPropose } from '../lifecycle/github/create-propose.ts';
import { createMailer } from '../mail/mailer.ts';
import type { ColumnarStore } from '../metering/clickhouse/columnar-store.ts';
import { createUsageFeed } from '../metering/clickhouse/feed-usage.ts';
import { createUsageHousekeeping } from '../metering/keep-partitions.ts';
import type { Metering } from '../metering/open-metering.ts';
import { createPullPlanService } from '../provision/terraform/pull-plans/create-pull-plan-service.ts';
import { openPublication } from '../publication/open-publication.ts';
import { createPublicationService, type PublicationPorts } from '../publication/publication-service.ts';
import type { CatalogSource } from '../reconcile/catalog-source.ts';
import { createRescanService } from '../rescan/create-rescan-service.ts';
import { scheduleByCron } from '../rescan/schedule-by-cron.ts';
import { createReadSecret } from '../secrets/read-secret.ts';
import { openVault } from '../secrets/vault/open-vault.ts';
import { parseRepositoryAddress } from '../source/repository-address.ts';
import { createHousekeeping } from '../store/keep-house.ts';
import { createVettingService, type VettingService } from '../vetting/create-vetting-service.ts';
import { createAddressGuard } from '../webhooks/address-guard.ts';
import { createDeliveryService } from '../webhooks/delivery-service.ts';
import { createPoster } from '../webhooks/post-message.ts';
import type { ControllerPorts } from './controller-ports.ts';
import type { SourceFollowing } from './follow-source.ts';
import type { Foundation } from './foundation.ts';
import { openNoticeChannels } from './open-notice-channels.ts';
import { openProvision, type Provision } from './open-provision.ts';

export interface Services {
  readonly list: readonly LeaderService[];
  readonly checkpoints: CheckpointService;
  readonly vetter: VettingService;
  readonly provision: Provision;
  readonly billing: BillingService;
  /** Undefined where nobody pays by a provider. */
  readonly payments: PaymentService | undefined;
  close(): Promise<void>;
}

const PUSH_TIMEOUT_MS = 60_000;
/** Entries are looked through one after the other, hundreds in a row: who waits for news is told of some together. */
const VETTED_EVERY_MS = 1_000;
/** Every hour: months are closed, and budgets looked at. */
const BILLING_SCHEDULE = '12 * * * *';
/** Every hour: deadlines are told in days. */
const LIFECYCLE_SCHEDULE = '7 * * * *';

/**
 * Everything that the leader does beside reconciling, as far as the configuration asks for it.
 * @throws {AuditKeyError} {PaymentSettingsError}
 */
export async function openServices(
  config: Config,
  { clock, random }: Pick<ControllerPorts, 'clock' | 'random'>,
  { store, logger, signal, telemetry, registry, following: readSide, identity }: Foundation,
  following: SourceFollowing,
  metering: Metering,
  copy: ColumnarStore | undefined,
  rowsWritten: () => number,
): Promise<Services> {
  const subscribe: Subscribe = (listener) => signal.subscribe(listener);
  const { publicUrl } = config;
  const vault =
    config.vault === undefined
      ? undefined
      : openVault(config.vault, { clock, random, tell: (problem) => logger.warn(problem) });
  const readSecret = createReadSecret({ ...config, readVault: vault?.read });
  const poster = createPoster({ guard: createAddressGuard(config.webhookAllow) });
  const mailer =
    config.mail === undefined
      ? undefined
      : createMailer(config.mail, { listName: () => registry.marketplace()?.name ?? 'Souk' });
  const deliveries = createDeliveryService({
    store,
    poster,
    mailer,
    readSecret,
    subscribe,
    clock,
    logger,
    telemetry,
    publicUrl,
    random,
  });
  const checkpoints = createCheckpointService({
    store,
    key: await openAuditKey(config),
    anchors: await openAnchors(config),
    clock,
    logger,
    telemetry,
  });
  const github = createGitHubEffects(config, (text) => logger.info({ event: 'github' }, text));
  const announce = async () => {
    await readSide.catchUp();
    await signal.announce();
  };
  const federation = openFederation(config, {
    ...{ store, clock, logger, telemetry, random, subscribe, announce, readSecret },
  });
  const vetting = {
    store,
    currentSnapshot: () => following.reconciler.currentSnapshot(),
    readFile: ({ commit = '' }: CatalogSnapshot, path: string) => following.source.readFile(commit, path),
    announce: coalesce(announce, VETTED_EVERY_MS, clock),
    advisories: config.advisories,
    clock,
    logger,
    telemetry,
    random,
  };
  const vetter = createVettingService({
    ...vetting,
    subscribe,
    takeTouched: () => following.reconciler.takeTouched(),
    whenCalm: () => following.reconciler.whenCalm(),
  });
  const rescan = createRescanService({
    ...vetting,
    github,
    branch: () => following.source.branch,
    schedule: scheduleByCron(config.rescanSchedule),
    advisorySource: config.advisorySource,
  });
  const provision = await openProvision(config, {
    ...{ store, clock, logger, telemetry, random, subscribe, announce, source: following.source },
    ...{ vault, identity, metering },
  });
  const { pullPlans } = provision;
  const plans =
    github === undefined || pullPlans === undefined
      ? []
      : [
          createPullPlanService({
            ...{ store, github, subscribe, clock, logger, telemetry, random },
            branch: () => following.source.branch,
            verdictApp: pullPlans.verdictApp,
            openDriver: () => pullPlans.terraform.open(),
          }),
        ];
  const lifecycle = createLifecycleService({
    ...{ store, clock, logger, telemetry, random, announce },
    channels: openNoticeChannels(config, { github, mailer, branch: () => following.source.branch }),
    propose: createPropose({
      ...{ github, clock, branch: () => following.source.branch },
      currentSnapshot: () => following.reconciler.currentSnapshot(),
    }),
    schedule: scheduleByCron(LIFECYCLE_SCHEDULE),
  });
  const stripe =
    config.paymentsFile === undefined ? undefined : (await readPaymentSettings(config.paymentsFile)).stripe;
  const billing = createBillingService(
    {
      ...{ store, clock, logger, telemetry, random, announce },
      schedule: scheduleByCron(BILLING_SCHEDULE),
      payments: stripe,
    },
    [
      createBudgetTask({ store, clock, announce, mails: mailer !== undefined }),
      ...(config.billingExport === undefined
        ? []
        : [
            createExportTask({
              ...{ store, clock, logger, target: openExportTarget(config.billingExport, { readSecret }) },
              marketplace: () => registry.marketplace()?.name ?? 'Souk',
            }),
          ]),
    ],
  );
  const payments =
    stripe === undefined
      ? undefined
      : createPaymentService({
          ...{ store, clock, logger, telemetry, random, subscribe },
          ...{ settings: stripe, provider: openStripe({ settings: stripe, readSecret }) },
        });
  const statuses =
    github === undefined
      ? []
      : [createStatusService({ store, github, publicUrl, subscribe, clock, logger, telemetry, random })];
  const publications =
    config.oci === undefined
      ? []
      : [
          createPublicationService({
            ...openPublication(config.oci),
            telemetry,
            store,
            clock,
            logger,
            subscribe,
            random,
            vetted: true,
            policyDigest: () => following.reconciler.policyDigest(),
            readAttachment: attachmentsOf(following.source),
          }),
        ];
  return {
    list: [
      createHousekeeping({ store, clock, logger, rowsWritten }),
      ...(copy === undefined
        ? []
        : [createUsageFeed({ db: store.db, copy, clock, logger, random, createId: randomUUID })]),
      createUsageHousekeeping({ store, clock, logger, keptMonths: config.usageMonths }),
      deliveries,
      checkpoints,
      vetter,
      rescan,
      federation,
      provision.service,
      lifecycle,
      billing,
      ...(payments === undefined ? [] : [payments]),
      ...plans,
      ...statuses,
      ...publications,
    ],
    checkpoints,
    vetter,
    provision,
    billing,
    payments,
    close: async () => {
      await provision.close();
      await vault?.close();
      await mailer?.close();
      await poster.close();
    },
  };
}

/** Files beside the manifest of a version, at the commit that brought it. */
function attachmentsOf(source: CatalogSource): PublicationPorts['readAttachment'] {
  return async ({ path, commit }, name) => {
    const folder = attachmentFolder(path ?? '');
    if (commit === undefined || folder === undefined) return undefined;
    return source.readFile(commit, folder + name);
  };
}

/** Anchors go where the catalog comes from; a plain folder of files can not hold any. */
async function openAnchors(config: Config): Promise<AnchorStore | undefined> {
  const { auditRef: ref, repo, dataDir } = config;
  if (ref === undefined) return undefined;
  const { remote, authorization } = isAddress(repo)
    ? parseRepositoryAddress(repo, config)
    : { remote: repo, authorization: undefined };
  const repository = await openAnchorRepository(join(dataDir, 'anchors'));
  return createGitAnchor({
    read: (work) => work(repository),
    remote,
    ref,
    authorization,
    timeoutMs: PUSH_TIMEOUT_MS,
  });
}
