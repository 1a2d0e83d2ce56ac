import type { CatalogRecord } from '../catalog/catalog.ts';
import type { Change } from '../change/change.ts';
import { type DraftFinding, onKey, onValue } from '../finding/draft-finding.ts';
import { quoteList } from '../finding/suggest.ts';
import { daysBetween } from '../lifecycle/days-between.ts';
import { legalNextStages } from '../lifecycle/stages.ts';
import { type Entry, isEntry, stageOf } from '../manifest/manifest.ts';
import { type Check, type CheckContext, findingOn } from './check.ts';

/** Whether each entry moves along the legal path of its life, and ends with notice. */
export const checkLifecycle: Check = {
  name: 'lifecycle',
  run: (context) => [
    ...context.changes.flatMap((change) => [
      ...checkInitial(change, context),
      ...checkTransition(change),
      ...checkRemoval(change),
    ]),
    ...context.subjects.flatMap((record) => {
      const { manifest } = record;
      return manifest !== undefined && isEntry(manifest) ? checkDeprecation(record, manifest, context) : [];
    }),
  ],
};

function checkInitial({ type, after }: Change, { settings, base }: CheckContext): DraftFinding[] {
  // The first commit of a catalog brings in what had a life elsewhere.
  if (base.records.length === 0) return [];
  if (type !== 'added' || after?.manifest === undefined || !isEntry(after.manifest)) return [];
  const stage = stageOf(after.manifest);
  if (settings.initialStages.includes(stage)) return [];
  return [
    findingOn(after, 'lifecycle/initial', onValue('/lifecycle/stage'), {
      // Publishing in one step is a matter for the reviewers; claiming a past that never was is not.
      level: stage === 'published' ? 'warn' : 'deny',
      message: `A new entry begins as ${quoteList(settings.initialStages)}, not as ${stage}.`,
      help: `Write \`stage: ${settings.initialStages[0]}\`; the later stages follow by pull request.`,
    }),
  ];
}

function checkTransition({ before, after }: Change): DraftFinding[] {
  if (before?.manifest === undefined || after?.manifest === undefined) return [];
  if (!isEntry(before.manifest) || !isEntry(after.manifest)) return [];
  const from = stageOf(before.manifest);
  const to = stageOf(after.manifest);
  const legal = legalNextStages[from];
  if (from === to || legal.includes(to)) return [];
  return [
    findingOn(after, 'lifecycle/transition', onValue('/lifecycle/stage'), {
      message: `The stage cannot go from ${from} to ${to}.`,
      help:
        legal.length === 0
          ? `${from} is the last stage; add a new entry instead.`
          : `From ${from} the next stage is ${quoteList(legal)}.`,
    }),
  ];
}

function checkRemoval({ type, before }: Change): DraftFinding[] {
  if (type !== 'removed' || before?.manifest === undefined || !isEntry(before.manifest)) return [];
  const stage = stageOf(before.manifest);
  if (stage === 'proposed' || stage === 'vetted') return [];
  return [
    findingOn(before, 'lifecycle/record-removed', onValue('/lifecycle/stage'), {
      message: `${before.key.kind} ${before.key.id} is ${stage}; its record is kept when it ends.`,
      help:
        stage === 'retired'
          ? 'Restore the file.'
          : 'Restore the file, deprecate the entry with a sunset, and set its stage to retired after that day.',
    }),
  ];
}

function checkDeprecation(record: CatalogRecord, entry: Entry, context: CheckContext): DraftFinding[] {
  if (stageOf(entry) !== 'deprecated') return [];
  const plan = entry.lifecycle?.deprecation;
  if (plan === undefined) {
    return [
      findingOn(record, 'lifecycle/deprecation', onKey('/lifecycle'), {
        message: 'The entry is deprecated, but does not say when it ends.',
        help: 'Add lifecycle.deprecation with sunset, and a replacement or a migrationGuide.',
      }),
    ];
  }
  const findings = checkNotice(record, plan, context);
  if (plan.replacement === undefined && plan.migrationGuide === undefined) {
    findings.push(
      findingOn(record, 'lifecycle/way-out', onKey('/lifecycle/deprecation'), {
        message: 'The deprecation names neither a replacement nor a migration guide.',
        help: 'Add replacement with the id of another entry, or migrationGuide with an address or attachment.',
      }),
    );
  }
  if (plan.replacement === entry.id) {
    findings.push(
      findingOn(record, 'lifecycle/way-out', onValue('/lifecycle/deprecation/replacement'), {
        message: 'The entry names itself as its replacement.',
        help: 'Name the entry to use instead.',
      }),
    );
  }
  return findings;
}

type Deprecation = NonNullable<NonNullable<Entry['lifecycle']>['deprecation']>;

/** The notice counts from the announcement; one announced by this change counts from today. */
function checkNotice(
  record: CatalogRecord,
  plan: Deprecation,
  { now, settings, changes }: CheckContext,
): DraftFinding[] {
  const change = changes.find(({ after }) => after === record);
  const before = change?.before?.manifest;
  const planned = before !== undefined && isEntry(before) ? before.lifecycle?.deprecation : undefined;
  // A sunset that was accepted keeps its word, however near it has come; it may move away, not nearer.
  if (
    change === undefined ||
    (planned !== undefined && Date.parse(planned.sunset) <= Date.parse(plan.sunset))
  )
    return [];
  const today = now.toISOString().slice(0, 10);
  const announced = plan.announced !== undefined && plan.announced > today ? plan.announced : today;
  const days = daysBetween(announced, plan.sunset);
  if (days >= settings.minSunsetDays) return [];
  return [
    findingOn(record, 'lifecycle/notice', onValue('/lifecycle/deprecation/sunset'), {
      message: `The sunset ${plan.sunset} leaves ${Math.max(days, 0)} days of notice; at least ${settings.minSunsetDays} are needed.`,
      help: `Choose a day at least ${settings.minSunsetDays} days after the announcement.`,
    }),
  ];
}
