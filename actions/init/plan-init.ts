import { closest } from '@souk/model/finding/suggest.ts';
import { modeline } from '@souk/model/import/render-manifest.ts';
import { slug } from '@souk/model/import/slug.ts';
import type { Entry } from '@souk/model/manifest/manifest.ts';
import { type Document, isMap, isScalar, parseDocument, visit } from 'yaml';
import { findTemplate, type Template, templatesOf } from './templates.ts';

export interface TemplateFile {
  /** Relative to the folder of the template. */
  readonly path: string;
  readonly text: string;
}

export interface InitOptions {
  readonly kind: Template['kind'];
  readonly template: string;
  readonly id: string;
  /** Name that people see; made of the id when absent. */
  readonly name?: string;
  readonly owner: string;
  /** A domain from marketplace.yaml; left out when absent. */
  readonly domain?: string;
  /** How its users reach somebody; left out when absent. */
  readonly contact?: Entry['contact'];
  /** What the template says of itself stays when these are absent. */
  readonly summary?: string;
  readonly description?: string;
  /** The most sensitive class of data that it touches. */
  readonly classification?: string;
}

export interface InitProblem {
  readonly field: 'template' | 'id' | 'name' | 'owner' | 'domain';
  readonly message: string;
}

export type InitPlan =
  | { readonly ok: true; readonly folder: string; readonly files: readonly TemplateFile[] }
  | { readonly ok: false; readonly problems: readonly InitProblem[] };

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const ID_LENGTH = 63;

/** What is wrong with an id for a new entry; undefined when nothing is. */
export function idProblem(id: string, existingIds: ReadonlySet<string>): string | undefined {
  if (existingIds.has(id)) return `There is an app or connector ${id} already.`;
  return shapeProblem(id);
}

export function shapeProblem(id: string): string | undefined {
  if (ID.test(id) && id.length <= ID_LENGTH) return undefined;
  if (id.length > ID_LENGTH) return `It has ${id.length} characters; at most ${ID_LENGTH} are allowed.`;
  const better = slug(id);
  return `Write lower-case letters, digits and single dashes${better === undefined ? '' : `, such as ${better}`}.`;
}

export function nameProblem(name: string): string | undefined {
  return name.trim().length >= 2 && name.trim().length <= 80 ? undefined : 'A name has 2 to 80 characters.';
}

/** Why a template cannot be had; undefined when it can. */
function templateProblem(id: string, kind: Template['kind']): string | undefined {
  const choices = templatesOf(kind).map((template) => template.id);
  if (choices.includes(id)) return undefined;
  const found = findTemplate(id);
  if (found !== undefined)
    return `${id} makes ${found.kind === 'App' ? 'an app' : 'a connector'}: use \`souk init ${found.kind.toLowerCase()}\`.`;
  const near = closest(id, choices);
  return `There is no template ${JSON.stringify(id)}. ${near === undefined ? `Choose one of ${choices.join(', ')}.` : `Did you mean ${near}?`}`;
}

/** The files of a new entry, relative to the root of the repository; everything that is wrong when it can't be made. */
export function planInit(
  options: InitOptions,
  files: readonly TemplateFile[],
  existingIds: ReadonlySet<string>,
): InitPlan {
  const problems = problemsOf(options, existingIds);
  if (problems.length > 0) return { ok: false, problems };
  const folder = `${options.kind === 'App' ? 'catalog/apps' : 'connectors'}/${options.id}`;
  const name = (options.name ?? nameFrom(options.id)).trim();
  const placed = files.map(({ path, text }) => ({
    path: `${folder}/${path}`,
    text: fill(path, text, `${folder}/${path}`, { ...options, name }),
  }));
  return { ok: true, folder, files: placed };
}

function problemsOf(options: InitOptions, existingIds: ReadonlySet<string>): InitProblem[] {
  const checks: readonly (readonly [InitProblem['field'], string | undefined])[] = [
    ['template', templateProblem(options.template, options.kind)],
    ['id', idProblem(options.id, existingIds)],
    ['name', options.name === undefined ? undefined : nameProblem(options.name)],
    ['owner', shapeProblem(options.owner)],
    ['domain', options.domain === undefined ? undefined : shapeProblem(options.domain)],
  ];
  return checks.flatMap(([field, message]) => (message === undefined ? [] : [{ field, message }]));
}

/** `crm-sync` → `Crm sync`; one letter alone is too short for a name. */
export function nameFrom(id: string): string {
  const words = id.replaceAll('-', ' ');
  const name = words.charAt(0).toUpperCase() + words.slice(1);
  return name.length < 2 ? `${name} app` : name;
}

function fill(path: string, text: string, target: string, options: InitOptions & { name: string }): string {
  if (path === 'manifest.yaml') return fillManifest(text, target, options);
  return path === 'openapi.yaml'
    ? editDocument(text, (document) => document.setIn(['info', 'title'], options.name))
    : text;
}

/** Sets what is the user's by editing the document, so that comments stay and no text is ever replaced blindly. */
function fillManifest(text: string, target: string, options: InitOptions & { name: string }): string {
  return editDocument(text, (document) => {
    const placeholder = document.get('id');
    // The placeholder also names the API of the template: wherever it is a whole value, it is the id.
    visit(document, {
      Scalar(key, node) {
        if (key === 'value' && isScalar(node) && node.value === placeholder) node.value = options.id;
      },
    });
    document.set('id', options.id);
    document.set('name', options.name);
    document.set('owner', options.owner);
    if (options.domain !== undefined) insertAfter(document, 'owner', 'domain', options.domain);
    if (options.contact !== undefined) insertAfter(document, 'owner', 'contact', options.contact);
    if (options.summary !== undefined) document.set('summary', options.summary);
    if (options.description !== undefined) document.set('description', options.description);
    if (options.classification !== undefined)
      document.setIn(['data', 'classification'], options.classification);
    // The first line of the template names the schema from where the template is; the new file is elsewhere.
    const first = isMap(document.contents) ? document.contents.items[0]?.key : undefined;
    if (isScalar(first)) first.commentBefore = modeline(options.kind, target).slice(1);
  });
}

function insertAfter(document: Document, before: string, key: string, value: unknown): void {
  const { contents } = document;
  if (!isMap(contents)) return;
  const at = contents.items.findIndex((pair) => isScalar(pair.key) && pair.key.value === before);
  contents.items.splice(at + 1, 0, document.createPair(key, value));
}

function editDocument(text: string, edit: (document: Document) => void): string {
  const document = parseDocument(text) as Document;
  edit(document);
  // Lines stay as the template has them; only a long name may be wrapped by its author.
  return document.toString({ lineWidth: 0 });
}
