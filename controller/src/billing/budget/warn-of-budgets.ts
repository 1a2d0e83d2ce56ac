import type { BudgetAlert } from '@souk/model/billing/judge-budget.ts';
import type { Installation, Team } from '@souk/model/manifest/manifest.ts';
import { addMonths, monthOf, startOfMonth } from '@souk/model/metering/utc-month.ts';
import { sql } from 'kysely';
import type { NoticeTable } from '../../store/installation-tables.ts';
import type { Queryable } from '../../store/store.ts';
import { writeRows } from '../../store/write-rows.ts';
import type { BillingPorts } from '../billing-ports.ts';
import type { BillingTask } from '../create-billing-service.ts';
import type { CostRow } from '../group-costs.ts';
import { readCosts } from '../read-costs.ts';
import { readManifests } from '../read-manifests.ts';
import { tellBillingNews } from '../tell-billing-news.ts';
import { type BudgetHolder, type FoundAlerts, findAlerts } from './find-alerts.ts';
import { renderBudgetNotice } from './render-budget-notice.ts';

export interface BudgetPorts extends Pick<BillingPorts, 'store' | 'clock' | 'announce'> {
  /** Whether there is a way to write to people. */
  readonly mails: boolean;
}

const alertNumbers: Readonly<Record<BudgetAlert, number>> = {
  'actual-50': 1,
  'actual-80': 2,
  'actual-100': 3,
  'forecast-100': 4,
};

/** Warns of budgets as months go on: each alert once a month, by the feed of events and by mail. */
export function createBudgetTask({ store, clock, announce, mails }: BudgetPorts): BillingTask {
  return {
    name: 'the look at budgets',
    run: async (term) => {
      const now = clock.now();
      const period = monthOf(now.getTime());
      const teams = await readManifests(store.db, 'Team');
      const installations = await readManifests(store.db, 'Installation');
      const holders = [...teams, ...installations].flatMap(holderOf);
      if (holders.length === 0) return;
      const costsOf = await readDayCosts(store.db, period, now);
      const told = await readTold(store.db, period);
      const found = findAlerts(holders, {
        ...{ period, books: await readManifests(store.db, 'PriceBook'), costsOf, now },
        toldOf: (holder) => told.get(keyOf(holder)) ?? [],
      });
      if (found.length === 0) return;
      const facts = { period, now, teams, installations };
      await term.write((db) => tellAlerts(db, found, { ...facts, mails }));
      await announce();
    },
  };
}

function holderOf({ kind, id, budget }: Team | Installation): BudgetHolder[] {
  return budget === undefined ? [] : [{ kind, id, budget }];
}

function keyOf({ kind, id }: Pick<BudgetHolder, 'kind' | 'id'>): string {
  return `${kind} ${id}`;
}

async function readDayCosts(db: Queryable, period: string, now: Date) {
  const { rows } = await readCosts(
    db,
    {
      ...{
        from: startOfMonth(period),
        to: startOfMonth(addMonths(period, 1)),
        granularity: 'day',
        filters: {},
      },
      groupBy: ['team', 'installation'],
    },
    now,
  );
  const costs = Map.groupBy(
    rows.flatMap((row) => {
      const [team, installation] = row.groups;
      return [
        ...(team == null ? [] : [{ key: keyOf({ kind: 'Team', id: team }), row }]),
        ...(installation == null ? [] : [{ key: keyOf({ kind: 'Installation', id: installation }), row }]),
      ];
    }),
    ({ key }) => key,
  );
  return (holder: BudgetHolder) => (costs.get(keyOf(holder)) ?? []).map(({ row }) => dayCostOf(row));
}

function dayCostOf({ from, currency, amount }: CostRow) {
  return { day: new Date(from).toISOString().slice(0, 10), currency, amount };
}

async function readTold(db: Queryable, period: string): Promise<ReadonlyMap<string, readonly BudgetAlert[]>> {
  const { rows } = await sql<Pick<BudgetHolder, 'kind' | 'id'> & { alert: BudgetAlert }>`
    select kind, id, alert from budget_alert where period = ${`${period}-01`}::text::date`.execute(db);
  const same = Map.groupBy(rows, keyOf);
  return new Map([...same].map(([key, all]) => [key, all.map(({ alert }) => alert)]));
}

async function tellAlerts(
  db: Queryable,
  found: readonly FoundAlerts[],
  context: {
    readonly period: string;
    readonly now: Date;
    readonly teams: readonly Team[];
    readonly installations: readonly Installation[];
    readonly mails: boolean;
  },
): Promise<void> {
  const { period, now, mails } = context;
  await writeRows(
    db,
    'budget_alert',
    found.flatMap(({ holder: { kind, id }, state }) =>
      state.alerts.map((alert) => ({ kind, id, period: `${period}-01`, alert, state, told_at: now })),
    ),
  );
  const paths = await readPaths(db, found);
  const notices = found.map((one) => noticeOf(one, context, paths));
  await writeRows(
    db,
    'notice',
    notices.filter(({ content }) => mails && content.emails.length > 0),
    { onConflict: sql`on conflict do nothing` },
  );
  await tellBillingNews(
    db,
    {
      events: found.map(({ holder: { kind, id }, state: { alerts, ...state }, currency }, i) => ({
        type: 'budget.reached',
        entity: { kind, id },
        data: { name: notices[i]?.content.title, period, alerts, currency, ...state },
      })),
      audit: [],
    },
    now,
  );
}

function noticeOf(
  one: FoundAlerts,
  { period, now, teams, installations }: Parameters<typeof tellAlerts>[2],
  paths: ReadonlyMap<string, string>,
): Omit<NoticeTable, 'attempts' | 'content'> & {
  readonly attempts: number;
  readonly content: ReturnType<typeof renderBudgetNotice>;
} {
  const { kind, id } = one.holder;
  const owner = kind === 'Team' ? id : installations.find((installation) => installation.id === id)?.team;
  const content = renderBudgetNotice(one, {
    ...{ period, path: paths.get(keyOf(one.holder)) ?? `${kind}/${id}` },
    teams: teams.filter((team) => team.id === owner),
  });
  // The month and the alert make the number, so that each is one notice.
  const number =
    Number(period.replace('-', '')) * 10 + Math.max(...one.state.alerts.map((alert) => alertNumbers[alert]));
  return {
    ...{ kind, id, trigger: 'budget', number, channel: 'email', content },
    ...{ state: 'pending', attempts: 0, due_at: now, sent_at: null, error: null },
  };
}

async function readPaths(db: Queryable, found: readonly FoundAlerts[]): Promise<ReadonlyMap<string, string>> {
  const keys = JSON.stringify(found.map(({ holder: { kind, id } }) => ({ kind, id })));
  const { rows } = await sql<Pick<BudgetHolder, 'kind' | 'id'> & { path: string }>`
    select e.kind, e.id, e.path from json_to_recordset(${keys}::text::json) as k(kind text, id text)
    join entity as e on e.kind = k.kind and e.id = k.id and e.source_id is null
    where e.path is not null`.execute(db);
  return new Map(rows.map((row) => [keyOf(row), row.path]));
}
