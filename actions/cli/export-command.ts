import { basename, dirname, resolve } from 'node:path';
import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import type { CatalogRecord } from '@souk/model/catalog/catalog.ts';
import { attachmentFolder } from '@souk/model/catalog/catalog-layout.ts';
import { attachmentsOf } from '@souk/model/check/attachments.ts';
import { isEntry } from '@souk/model/manifest/manifest.ts';
import { Command, Option } from 'commander';
import { type ExportFormat, type ExportIo, exportFormats, runExport } from '../export/run-export.ts';
import { createFolderWriter } from '../import/folder-writer.ts';
import { type ExitCode, exitCode, UsageError } from './exit-code.ts';
import { addExamples, parseArguments } from './parse-arguments.ts';
import { readCatalogOnDisk } from './read-catalog.ts';
import { requireFolder } from './require-folder.ts';
import { type ProcessPort, write } from './terminal.ts';

interface Options {
  readonly to: ExportFormat;
  readonly repo: string;
  readonly output?: string;
  readonly force?: boolean;
}

function define(): Command {
  const command = new Command('souk export')
    .description('Write the catalog in another format.')
    .allowExcessArguments(false)
    .addOption(
      new Option('--to <format>', 'backstage: entities as a YAML stream; json: an array of manifests')
        .choices(exportFormats)
        .makeOptionMandatory(),
    )
    .option('--repo <dir>', 'folder that holds catalog/ and connectors/', '.')
    .option('--output <file>', 'write to a file instead of the terminal')
    .option('--force', 'overwrite the file if it exists');
  return addExamples(command, [
    ['souk export --to backstage --output catalog-info.yaml', 'for a Backstage instance to read'],
    ['souk export --to json | jq length', 'for a script'],
  ]);
}

export async function run(args: readonly string[], process: ProcessPort): Promise<ExitCode> {
  const parsed = parseArguments<Options>(define(), args, (text) => void process.stdout.write(text));
  if (parsed === undefined) return exitCode.pass;
  const { to, output, force } = parsed.options;
  const snapshot = await readCatalogOnDisk(
    await requireFolder(resolve(process.cwd(), parsed.options.repo), '--repo'),
  );
  const out = output === undefined ? undefined : resolve(process.cwd(), output);
  const result = await runExport(
    { to, ...(out === undefined ? {} : { out: basename(out) }), ...(force === undefined ? {} : { force }) },
    {
      readManifests: () => readSources(snapshot),
      ...(out === undefined ? {} : { target: createFolderWriter(dirname(out)) }),
    },
  );
  if (result.status === 'exists') throw new UsageError(`${result.path} exists; add --force to overwrite it.`);
  if (result.written === undefined) await write(process.stdout, result.text);
  const left =
    result.skipped.length === 0
      ? ''
      : `; left out, as the format has no place for them: ${summarise(result.skipped)}`;
  const invalid =
    snapshot.catalog.records.filter(({ manifest }) => manifest === undefined).length +
    snapshot.unreadable.length;
  const notes = invalid === 0 ? '' : ` ${invalid} invalid manifests were left out: see souk check --all.`;
  await write(
    process.stderr,
    `Exported ${result.count} ${to === 'json' ? 'manifests' : 'entities'}${left}.${notes}\n`,
  );
  return invalid === 0 ? exitCode.pass : exitCode.denied;
}

async function readSources(
  snapshot: CatalogSnapshot,
): Promise<Awaited<ReturnType<ExportIo['readManifests']>>> {
  const sources = snapshot.catalog.records.map(async (record) => {
    if (record.manifest === undefined) return [];
    const texts = await readAttachments(record, snapshot);
    return [{ manifest: record.manifest, readAttachment: (path: string) => texts.get(path) }];
  });
  return (await Promise.all(sources)).flat();
}

async function readAttachments(
  { manifest, path }: CatalogRecord,
  snapshot: CatalogSnapshot,
): Promise<Map<string, string>> {
  const folder = attachmentFolder(path);
  if (manifest === undefined || !isEntry(manifest) || folder === undefined) return new Map();
  const present = attachmentsOf(manifest).filter((attachment) =>
    snapshot.files.has(folder + attachment.path),
  );
  return new Map(
    await Promise.all(
      present.map(
        async (attachment) => [attachment.path, await snapshot.readText(folder + attachment.path)] as const,
      ),
    ),
  );
}

function summarise(keys: readonly { kind: string }[]): string {
  const byKind = Map.groupBy(keys, ({ kind }) => kind);
  return [...byKind].map(([kind, group]) => `${group.length} ${kind}`).join(', ');
}
