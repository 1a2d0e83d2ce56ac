import { resolve } from 'node:path';
import { closest, quoteList } from '@souk/model/finding/suggest.ts';
import { isEntryKind } from '@souk/model/manifest/manifest.ts';
import { Command } from 'commander';
import { createFolderWriter } from '../import/folder-writer.ts';
import { createClackPrompts } from '../init/clack-prompts.ts';
import { type ExistingNames, type RunInitResult, runInit } from '../init/run-init.ts';
import { readTemplate } from '../init/template-reader.ts';
import { findTemplate, type Template, templates } from '../init/templates.ts';
import { type ExitCode, exitCode, UsageError } from './exit-code.ts';
import { addExamples, parseArguments } from './parse-arguments.ts';
import { readCatalogOnDisk } from './read-catalog.ts';
import { requireFolder } from './require-folder.ts';
import { isInteractive, type ProcessPort, write } from './terminal.ts';

interface Options {
  readonly template?: string;
  readonly id?: string;
  readonly name?: string;
  readonly owner?: string;
  readonly domain?: string;
  readonly dir: string;
  readonly yes?: boolean;
  readonly force?: boolean;
}

const kinds: Readonly<Record<string, Template['kind']>> = { app: 'App', connector: 'Connector' };

function define(): Command {
  const width = Math.max(...templates.map(({ id }) => id.length));
  const list = templates.map(
    ({ id, kind, use }) => `  ${id.padEnd(width)}   ${kind.toLowerCase().padEnd(9)}   ${use}`,
  );
  const command = new Command('souk init')
    .description('Start a new app or connector from a template. Asks for what is not given.')
    .argument('<kind>', 'app or connector')
    .allowExcessArguments(false)
    .option('--template <name>', 'template to start from; see below')
    .option('--id <id>', 'identifier: lower-case words joined by dashes')
    .option('--name <name>', 'name that people see (default: from the id)')
    .option('--owner <team>', 'id of the team that answers for it')
    .option('--domain <domain>', 'business domain, from marketplace.yaml')
    .option('--dir <dir>', 'folder that holds catalog/ and connectors/', '.')
    .option('--yes', 'ask nothing; take the default for what is not given')
    .option('--force', 'overwrite files that exist')
    .addHelpText('after', `\nTemplates:\n${list.join('\n')}`);
  return addExamples(command, [
    ['souk init app', 'answer a few questions'],
    ['souk init app --template wasm --id pdf-stamper --owner finance-platform --yes', 'without questions'],
    [
      'souk init connector --template event-driven --id crm-alerts --owner sales-platform',
      'a connector that reacts to events',
    ],
  ]);
}

export async function run(args: readonly string[], process: ProcessPort): Promise<ExitCode> {
  const parsed = parseArguments<Options>(define(), args, (text) => void process.stdout.write(text));
  if (parsed === undefined) return exitCode.pass;
  const { dir: folder, ...options } = parsed.options;
  const kind = requireKind(parsed.operands[0] ?? '', options.template);
  const dir = await requireFolder(resolve(process.cwd(), folder), '--dir');
  const result = await runInit(
    { kind, ...options },
    {
      readTemplate,
      readExisting: () => readExisting(dir),
      target: createFolderWriter(dir),
      ...(isInteractive(process) && options.yes !== true ? { prompts: createClackPrompts() } : {}),
    },
  );
  return report(result, process);
}

function requireKind(text: string, template: string | undefined): Template['kind'] {
  const kind = Object.hasOwn(kinds, text) ? kinds[text] : undefined;
  if (kind === undefined) {
    const near = closest(text, Object.keys(kinds));
    throw new UsageError(
      `souk init makes an app or a connector; got ${JSON.stringify(text)}.${near === undefined ? '' : ` Did you mean ${near}?`}`,
    );
  }
  const found = template === undefined ? undefined : findTemplate(template);
  if (template !== undefined && found === undefined) {
    const names = templates.map(({ id }) => id);
    const near = closest(template, names);
    throw new UsageError(
      `There is no template ${JSON.stringify(template)}. ${near === undefined ? `Choose from ${quoteList(names, 20)}.` : `Did you mean ${near}?`}`,
    );
  }
  // The template knows best what it makes: `init app --template sidecar` would otherwise fail for a word.
  return found?.kind ?? kind;
}

async function readExisting(dir: string): Promise<ExistingNames> {
  const { catalog } = await readCatalogOnDisk(dir);
  return {
    entryIds: new Set(catalog.records.filter(({ key }) => isEntryKind(key.kind)).map(({ key }) => key.id)),
    teamIds: catalog
      .ofKind('Team')
      .map(({ key }) => key.id)
      .toSorted(),
    domains: catalog
      .manifestsOf('Marketplace')
      .flatMap(({ domains = [] }) => domains)
      .toSorted(),
    contacts: new Map(catalog.manifestsOf('Team').map(({ id, contact }) => [id, contact])),
  };
}

async function report(result: RunInitResult, process: ProcessPort): Promise<ExitCode> {
  switch (result.status) {
    case 'done': {
      const lines = [
        `Made ${result.folder} from the template ${result.template.title}:`,
        ...result.written.map((path) => `  ${path}`),
        '',
        ...(result.ownerExists
          ? []
          : ['The owner is no team of this catalog yet: add catalog/teams/<team>.yaml, or choose another.']),
        'Next: fill in the summary and the permissions, then run souk check.',
      ];
      await write(process.stdout, `${lines.join('\n')}\n`);
      return exitCode.pass;
    }
    case 'problems':
      throw new UsageError(result.problems.map(({ message }) => message).join('\n'));
    case 'exists':
      throw new UsageError(
        `These files exist; add --force to overwrite them:\n${result.paths.map((path) => `  ${path}`).join('\n')}`,
      );
    case 'cancelled':
      return exitCode.usage;
  }
}
