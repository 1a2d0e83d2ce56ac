import { type Entry, stageOf } from '../manifest/manifest.ts';
import {
  type BackstageEntity,
  backstageName,
  backstageTag,
  entity,
  isAnnotationKey,
} from './backstage-entity.ts';

/** Gives the text of an attachment, where the caller has it. */
export type ReadAttachment = (entry: Entry, path: string) => string | undefined;

type Stage = ReturnType<typeof stageOf>;

const LIFECYCLES: Readonly<Record<Stage, string>> = {
  proposed: 'experimental',
  vetted: 'experimental',
  published: 'production',
  'maintenance-required': 'production',
  deprecated: 'deprecated',
  retired: 'deprecated',
};

/** A Component, followed by an API for each contract that it provides. */
export function exportEntry(entry: Entry, readAttachment: ReadAttachment): BackstageEntity[] {
  const apis = exportApis(entry, readAttachment);
  const consumed = (entry.apis?.consumes ?? []).map((api) =>
    backstageName(typeof api === 'string' ? api : api.name),
  );
  const component = entity(
    'Component',
    {
      name: entry.id,
      title: entry.name,
      description: entry.summary,
      ...(entry.tags === undefined ? {} : { tags: exportTags(entry.tags) }),
      ...(entry.links === undefined ? {} : { links: entry.links.map(({ url, title }) => ({ url, title })) }),
      annotations: exportAnnotations(entry),
    },
    {
      type: typeOf(entry),
      lifecycle: LIFECYCLES[stageOf(entry)],
      owner: `group:default/${entry.owner}`,
      system: entry.domain,
      providesApis: apis.length === 0 ? undefined : apis.map(({ metadata }) => metadata.name),
      consumesApis: consumed.length === 0 ? undefined : [...new Set(consumed)],
    },
  );
  return [component, ...apis];
}

function exportTags(tags: readonly string[]): string[] {
  return [...new Set(tags.map(backstageTag))].filter((tag) => tag !== '');
}

/** What Backstage has no field for and an import needs to make the same entry again. */
function exportAnnotations(entry: Entry): Record<string, string> {
  const tags = entry.tags ?? [];
  const isChanged = tags.some((tag) => backstageTag(tag) !== tag);
  const kept = Object.entries(entry.annotations ?? {}).filter(
    ([key]) => isAnnotationKey(key) && !key.startsWith('souk.dev/'),
  );
  return {
    ...Object.fromEntries(kept.map(([key, value]) => [key, String(value)])),
    'souk.dev/kind': entry.kind,
    'souk.dev/version': entry.version,
    'souk.dev/stage': stageOf(entry),
    'souk.dev/runtime': entry.runtime.type,
    ...(isChanged ? { 'souk.dev/tags': tags.join(',') } : {}),
  };
}

function typeOf(entry: Entry): string {
  if (entry.kind === 'Connector') return 'connector';
  return entry.runtime.type === 'web-component' || entry.runtime.type === 'iframe' ? 'website' : 'service';
}

function exportApis(entry: Entry, readAttachment: ReadAttachment): BackstageEntity[] {
  const taken = new Set<string>();
  return (entry.apis?.provides ?? []).map((provided) => {
    const api = typeof provided === 'string' ? { name: provided } : provided;
    const name = freeName(backstageName(api.name), taken);
    const isOpenapi = 'openapi' in api && api.openapi !== undefined;
    const text = isOpenapi ? readAttachment(entry, api.openapi ?? '') : undefined;
    const metadata = {
      name,
      title: api.name,
      ...('description' in api && api.description !== undefined ? { description: api.description } : {}),
      annotations: { 'souk.dev/api': api.name, 'souk.dev/entry': entry.id },
    };
    // Backstage refuses an API without a definition; a comment says where the contract is.
    const definition =
      text === undefined || text.trim() === ''
        ? `# The contract is kept in Souk with ${entry.kind} ${entry.id}.\n`
        : text;
    return entity('API', metadata, {
      type: text === undefined ? 'other' : 'openapi',
      lifecycle: LIFECYCLES[stageOf(entry)],
      owner: `group:default/${entry.owner}`,
      system: entry.domain,
      definition,
    });
  });
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let n = 2; taken.has(name.toLowerCase()); n += 1) name = `${wanted.slice(0, 58)}-${n}`;
  taken.add(name.toLowerCase());
  return name;
}
