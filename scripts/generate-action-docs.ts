import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { listActions } from './bundling/bundle-actions.ts';

/** What `action.yml` says of an action, as far as its docs tell it. */
interface ActionFile {
  readonly name: string;
  readonly description: string;
  readonly inputs?: Readonly<Record<string, ActionInput>>;
  readonly outputs?: Readonly<Record<string, { readonly description: string }>>;
}

interface ActionInput {
  readonly description: string;
  readonly required?: boolean;
  readonly default?: string;
}

const introduction = `# The actions

Generated from \`actions/*/action.yml\` by \`npm run generate\`: edit those.

Each runs on Node 24 and comes as one bundle, with nothing to install. In this repository a workflow builds the bundles (\`npm run build:actions\`) and names one as \`./actions/check\`; from another repository it names a release, which has them built: \`your-organisation/souk/actions/check@v1\`.

A job fails with 1 when findings deny, with 2 when the step is called in a wrong way, with 3 when a check could not do its work, which is never the fault of an author.`;

/** One page on all actions: what each is for, takes and gives. */
export async function generateActionDocs(root: string): Promise<Map<string, string>> {
  const names = await listActions(root);
  const actions = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(root, 'actions', name, 'action.yml'), 'utf8');
      return [name, parse(text) as ActionFile] as const;
    }),
  );
  const list = actions.map(([name, { description }]) => [`[\`${name}\`](#${name})`, cell(description)]);
  const sections = actions.map(([name, action]) => renderAction(name, action));
  const page = [introduction, table(['Action', 'What it does'], list), ...sections].join('\n\n');
  return new Map([[join(root, 'docs/actions.md'), `${page}\n`]]);
}

function renderAction(name: string, { description, inputs = {}, outputs = {} }: ActionFile): string {
  const given = Object.entries(inputs).map(([key, input]) => [
    `\`${key}\``,
    cell(input.description),
    defaultOf(input),
  ]);
  const told = Object.entries(outputs).map(([key, output]) => [`\`${key}\``, cell(output.description)]);
  return [
    `## ${name}`,
    description.trim(),
    ...(given.length === 0 ? [] : [table(['Input', 'What it is', 'Default'], given)]),
    ...(told.length === 0 ? [] : [table(['Output', 'What it is'], told)]),
  ].join('\n\n');
}

function defaultOf({ required, default: value = '' }: ActionInput): string {
  if (required === true) return 'required';
  return value === '' ? '' : `\`${value}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function cell(text: string): string {
  return text.trim().replace(/\s+/g, ' ').replaceAll('|', '\\|');
}
