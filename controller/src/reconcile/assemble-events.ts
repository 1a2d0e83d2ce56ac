import { type EntityKey, isEntryKind } from '@souk/model/manifest/manifest.ts';
import type { NewEvent } from '../events/event.ts';
import type { DesiredEntity } from './desired-entity.ts';
import type { PlannedUpdate, SyncPlan } from './plan-sync.ts';
import type { ObservedEntity } from './read-observed.ts';

/** Stages that others have to know about. */
const announced: Readonly<Record<string, string>> = {
  published: 'published',
  'maintenance-required': 'maintenance-required',
  deprecated: 'deprecated',
  retired: 'retired',
};

/**
 * What a plan means to the world, in the order of the plan.
 *
 * @param initial true for the first sync of an empty registry: then everything was there before, and nothing is news
 */
export function assembleEvents(
  { inserts, updates, deletes }: SyncPlan,
  {
    commitOf,
    initial,
  }: { readonly commitOf: (path: string) => string | undefined; readonly initial: boolean },
): NewEvent[] {
  return [
    ...deletes.map(
      (before): NewEvent => eventOf(before.key, 'removed', commitOf(before.path), aboutObserved(before)),
    ),
    ...inserts.flatMap((after): NewEvent[] => {
      const commit = commitOf(after.path);
      const data = { ...aboutDesired(after), ...(initial ? { initial } : {}) };
      const news = initial ? [] : newsOf(undefined, after);
      return [
        eventOf(after.key, 'added', commit, data),
        ...news.map((what) => eventOf(after.key, what, commit, data)),
      ];
    }),
    ...updates.flatMap((update) => updateEvents(update, commitOf(update.after.path))),
  ];
}

function updateEvents({ before, after }: PlannedUpdate, commit: string | undefined): NewEvent[] {
  const sameContent = (after.content?.digest ?? '') === before.digest && after.path === before.path;
  const data = {
    ...aboutDesired(after),
    ...(before.version === after.content?.version ? {} : { previousVersion: before.version }),
    ...(before.stage === after.content?.stage ? {} : { previousStage: before.stage }),
  };
  const happened = [sameContent ? 'judged' : 'modified', ...newsOf(before, after)];
  return happened.map((what) => eventOf(after.key, what, commit, data));
}

function newsOf(before: ObservedEntity | undefined, after: DesiredEntity): string[] {
  const { content, standing } = after;
  const stage = content?.stage;
  const newStage = stage !== before?.stage;
  const newRelease = stage === 'published' && content?.version !== before?.version;
  const news = stage === undefined ? undefined : announced[stage];
  const wasStalled = before?.state === 'stalled';
  const isStalled = standing !== 'sound';
  return [
    ...(isEntryKind(after.key.kind) && news !== undefined && (newStage || newRelease) ? [news] : []),
    ...(isStalled && !wasStalled ? ['stalled'] : []),
    ...(!isStalled && wasStalled ? ['recovered'] : []),
  ];
}

function eventOf(
  entity: EntityKey,
  what: string,
  commit: string | undefined,
  data: Readonly<Record<string, unknown>>,
): NewEvent {
  const event = { type: `${typeNameOf(entity)}.${what}`, entity, commit, data };
  return what === 'added' || what === 'modified' || what === 'removed' ? { ...event, change: what } : event;
}

/** `PriceBook` becomes `price-book`. */
function typeNameOf({ kind }: EntityKey): string {
  return kind.replaceAll(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}

function aboutDesired({ path, content }: DesiredEntity): Record<string, unknown> {
  return {
    path,
    name: content?.name,
    version: content?.version,
    stage: content?.stage,
    owner: content?.owner,
    digest: content?.digest,
  };
}

function aboutObserved({ path, name, version, stage, digest }: ObservedEntity): Record<string, unknown> {
  return { path, name, version, stage, digest };
}
