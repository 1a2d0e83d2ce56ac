import type { Instance } from '@souk/model/installation/instance.ts';
import { parse } from 'yaml';
import { objectLabels } from '../kubernetes-objects/object-labels.ts';
import type { HeldFiles } from './plan-folder.ts';
import { KUSTOMIZATION, SUSPENDED_ANNOTATION } from './render-folder.ts';

const VERSION_LABEL = 'souk.dev/version';

/** What a commit or a pull request says of itself. */
export interface ChangeText {
  /** One line. */
  readonly title: string;
  readonly body: string;
}

/** Says what is done to an installation, and why: what was there before tells it. */
export function describeApply(instance: Instance, held: HeldFiles, drift: readonly string[]): ChangeText {
  const { id, entry, team, environment, suspended } = instance;
  const before = readBefore(held);
  const title = `${verbOf(instance, before)} ${id}: ${entry.id} ${entry.version} for ${team} in ${environment}`;
  const isOther = before?.version !== undefined && before.version !== versionOf(instance);
  const facts = [
    `Installation: ${id}`,
    `Entry: ${entry.kind}/${entry.id}`,
    `Version: ${entry.version}`,
    ...(isOther ? [`Version before: ${before.version}`] : []),
    `Suspended: ${suspended ? 'yes' : 'no'}`,
  ];
  const why = drift.map((line) => `- ${line}`);
  return { title, body: ['The catalog asks for it. Until now:', '', ...why, '', ...facts].join('\n') };
}

export function describeRemoval(id: string, held: HeldFiles): ChangeText {
  const before = readBefore(held);
  const what = before?.entry === undefined ? '' : `: ${before.entry} ${before.version ?? ''}`.trimEnd();
  const facts = [`Installation: ${id}`, ...held.own.map(({ path }) => `Folder: ${path}`)];
  return {
    title: `Remove ${id}${what}`,
    body: ['The catalog asks for it no more.', '', ...facts].join('\n'),
  };
}

export function commitMessage({ title, body }: ChangeText): string {
  return `${title}\n\n${body}\n`;
}

interface Before {
  readonly entry: string | undefined;
  readonly version: string | undefined;
  readonly suspended: boolean;
}

function verbOf(instance: Instance, before: Before | undefined): string {
  if (before === undefined) return 'Install';
  if (before.suspended !== instance.suspended) return instance.suspended ? 'Suspend' : 'Resume';
  return before.entry === instance.entry.id && before.version === versionOf(instance) ? 'Change' : 'Upgrade';
}

/** As it is written into the folder. */
function versionOf(instance: Instance): string | undefined {
  return objectLabels(instance)[VERSION_LABEL];
}

/** What the folder says that it was; somebody may have written anything into it. */
function readBefore({ own, texts }: HeldFiles): Before | undefined {
  const [folder] = own;
  if (folder === undefined) return undefined;
  const { labels, annotations } = readMetadata(texts.get(`${folder.path}/${KUSTOMIZATION}`) ?? '');
  return {
    entry: plainText(labels?.['souk.dev/entry']),
    version: plainText(labels?.[VERSION_LABEL]),
    suspended: annotations?.[SUSPENDED_ANNOTATION] === 'true',
  };
}

type Texts = Readonly<Record<string, unknown>> | undefined;

function readMetadata(text: string): { readonly labels?: Texts; readonly annotations?: Texts } {
  try {
    return parse(text, { maxAliasCount: 0 })?.metadata ?? {};
  } catch {
    return {};
  }
}

function plainText(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Za-z0-9._-]{1,63}$/.test(value) ? value : undefined;
}
