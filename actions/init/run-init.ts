import type { Team } from '@souk/model/manifest/manifest.ts';
import type { FileWriter } from '../import/ports.ts';
import { type InitOptions, type InitProblem, planInit, type TemplateFile } from './plan-init.ts';
import { defaultTemplates, findTemplate, type Template } from './templates.ts';

export interface RunInitOptions {
  readonly kind: Template['kind'];
  readonly template?: string;
  readonly id?: string;
  readonly name?: string;
  readonly owner?: string;
  readonly domain?: string;
  /** Asks nothing and takes defaults where there are any. */
  readonly yes?: boolean;
  readonly force?: boolean;
}

/** Asks a person for what the options leave open; undefined when the person gives up. */
export interface InitPrompts {
  ask(given: RunInitOptions, existing: ExistingNames): Promise<RunInitOptions | undefined>;
}

export interface ExistingNames {
  readonly entryIds: ReadonlySet<string>;
  readonly teamIds: readonly string[];
  readonly domains: readonly string[];
  /** How each team is reached: what a new entry of the team begins with. */
  readonly contacts?: ReadonlyMap<string, Team['contact']>;
}

export interface InitIo {
  /** The files of a template, by paths relative to its folder. */
  readTemplate(id: string): Promise<readonly TemplateFile[]>;
  /** What the catalog has already; empty sets when there is no catalog. */
  readExisting(): Promise<ExistingNames>;
  /** Writes below the root of the repository. */
  readonly target: FileWriter;
  /** Absent when nobody can be asked: not a terminal, or `--yes`. */
  readonly prompts?: InitPrompts;
}

export type RunInitResult =
  | {
      readonly status: 'done';
      readonly folder: string;
      readonly template: Template;
      readonly written: readonly string[];
      readonly ownerExists: boolean;
    }
  | { readonly status: 'problems'; readonly problems: readonly InitProblem[] }
  | { readonly status: 'exists'; readonly paths: readonly string[] }
  | { readonly status: 'cancelled' };

/** Makes a new app or connector of a template. */
export async function runInit(options: RunInitOptions, io: InitIo): Promise<RunInitResult> {
  const existing = await io.readExisting();
  const isComplete =
    options.id !== undefined && options.owner !== undefined && options.template !== undefined;
  const answers =
    isComplete || options.yes === true || io.prompts === undefined
      ? options
      : await io.prompts.ask(options, existing);
  if (answers === undefined) return { status: 'cancelled' };
  const completed = complete({ ...options, ...answers }, existing);
  if ('problems' in completed) return { status: 'problems', problems: completed.problems };
  const template = findTemplate(completed.template);
  const files = template === undefined ? [] : await io.readTemplate(template.id);
  const plan = planInit(completed, files, existing.entryIds);
  if (!plan.ok) return { status: 'problems', problems: plan.problems };
  if (template === undefined) return { status: 'problems', problems: [] };
  const present = await Promise.all(plan.files.map(({ path }) => io.target.exists(path)));
  const taken = plan.files.flatMap(({ path }, i) => (present[i] === true ? [path] : []));
  if (taken.length > 0 && options.force !== true) return { status: 'exists', paths: taken };
  for (const { path, text } of plan.files) await io.target.write(path, text);
  return {
    status: 'done',
    folder: plan.folder,
    template,
    written: plan.files.map(({ path }) => path),
    ownerExists: existing.teamIds.includes(completed.owner),
  };
}

/** Options with defaults, or what must be said and was not. An owner is never guessed. */
function complete(
  options: RunInitOptions,
  existing: ExistingNames,
): InitOptions | { problems: InitProblem[] } {
  const { kind, id, owner, name, domain } = options;
  const problems: InitProblem[] = [];
  if (id === undefined) problems.push({ field: 'id', message: 'Say which id it gets: --id my-app.' });
  if (owner === undefined)
    problems.push({ field: 'owner', message: 'Say which team owns it: --owner my-team.' });
  if (id === undefined || owner === undefined) return { problems };
  const template = options.template ?? defaultTemplates[kind];
  const contact = existing.contacts?.get(owner);
  return {
    kind,
    template,
    id,
    owner,
    ...(name === undefined ? {} : { name }),
    ...(domain === undefined ? {} : { domain }),
    ...(contact === undefined ? {} : { contact }),
  };
}
