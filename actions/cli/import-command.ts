import { resolve } from 'node:path';
import { plainText } from '@souk/model/report/plain-text.ts';
import { Command, Option } from 'commander';
import { createFolderReader } from '../import/folder-reader.ts';
import { createFolderWriter } from '../import/folder-writer.ts';
import { type ImportFormat, importFormats, type RunImportResult, runImport } from '../import/run-import.ts';
import { type ExitCode, exitCode, UsageError } from './exit-code.ts';
import { addExamples, parseArguments } from './parse-arguments.ts';
import { type ProcessPort, write } from './terminal.ts';

interface Options {
  readonly from: ImportFormat;
  readonly out: string;
  readonly owner?: string;
  readonly force?: boolean;
  readonly format: 'text' | 'json';
}

function define(): Command {
  const command = new Command('souk import')
    .description(
      'Bring manifests of other formats into the catalog. What has no place in ours is reported, never dropped silently.',
    )
    .argument('<path>', 'file or folder to import')
    .allowExcessArguments(false)
    .addOption(
      new Option('--from <format>', 'what the files are').choices(importFormats).makeOptionMandatory(),
    )
    .requiredOption('--out <dir>', 'folder that holds, or will hold, catalog/')
    .option('--owner <team>', 'team that owns what names no owner')
    .option('--force', 'overwrite entries that exist')
    .addOption(
      new Option('--format <format>', 'how to print the outcome').choices(['text', 'json']).default('text'),
    );
  return addExamples(command, [
    [
      'souk import --from flat manifests/ --out . --owner integration',
      'JSON and YAML manifests that teams already have',
    ],
    ['souk import --from backstage catalog-info.yaml --out .', 'Backstage entities'],
    ['souk import --from mcp-registry servers/ --out .', 'server.yaml folders of the Docker MCP registry'],
  ]);
}

export async function run(args: readonly string[], process: ProcessPort): Promise<ExitCode> {
  const parsed = parseArguments<Options>(define(), args, (text) => void process.stdout.write(text));
  if (parsed === undefined) return exitCode.pass;
  const { options } = parsed;
  const path = resolve(process.cwd(), parsed.operands[0] ?? '');
  const result = await importFrom(path, options, resolve(process.cwd(), options.out));
  if (result.status === 'exists')
    throw new UsageError(`These files exist; add --force to overwrite them:\n${indent(result.paths)}`);
  await write(
    process.stdout,
    options.format === 'json' ? `${JSON.stringify(result, null, 2)}\n` : renderResult(result, options.out),
  );
  return result.status === 'nothing' || result.failures.length > 0 ? exitCode.denied : exitCode.pass;
}

async function importFrom(
  path: string,
  { from, owner, force }: Options,
  out: string,
): Promise<RunImportResult> {
  const request = {
    from,
    path,
    ...(owner === undefined ? {} : { owner }),
    ...(force === undefined ? {} : { force }),
  };
  try {
    return await runImport(request, { source: createFolderReader(), target: createFolderWriter(out) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new UsageError(`There is nothing to import at ${path}.`);
    throw error;
  }
}

function renderResult(result: Exclude<RunImportResult, { status: 'exists' }>, out: string): string {
  const failures = result.failures.map(
    ({ source, message }) => `  ✖ ${plainText(source)}: ${plainText(message)}`,
  );
  if (result.status === 'nothing')
    return [`Nothing could be imported from ${result.files} files.`, ...failures, ''].join('\n');
  const { entries, teams, files, kept, groups, domains } = result;
  return [
    `Imported ${count(entries, 'entry', 'entries')} and ${count(teams, 'team', 'teams')} from ${count(files, 'file', 'files')} into ${out}.`,
    ...(kept.length === 0 ? [] : [`  kept as they were: ${kept.join(', ')}`]),
    ...failures,
    ...(groups.length === 0 ? [] : ['', 'What is not in the manifests as it was in the source:']),
    ...groups.map(
      ({ label, message, field, sources }) =>
        `  ${plainText(label)}${field === '' ? '' : ` — ${plainText(message)}`}${sources.length === 1 ? ` [${plainText(sources[0] ?? '')}]` : ''}`,
    ),
    '',
    ...(domains.length === 0
      ? []
      : [`Domains used: ${domains.join(', ')}. A marketplace.yaml that lists domains must list these too.`]),
    `Next: souk check --all --repo ${out}`,
    '',
  ].join('\n');
}

function indent(lines: readonly string[]): string {
  const shown = lines.slice(0, 20).map((line) => `  ${line}`);
  return [
    ...shown,
    ...(lines.length > shown.length ? [`  and ${lines.length - shown.length} more`] : []),
  ].join('\n');
}

function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}
