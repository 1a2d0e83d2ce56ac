import { access, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { attachmentFolder } from '@souk/model/catalog/catalog-layout.ts';
import { quoteList } from '@souk/model/finding/suggest.ts';
import { plainText } from '@souk/model/report/plain-text.ts';
import { lockfileNames } from '@souk/vetting/sbom/generate/collect-parts.ts';
import { Command } from 'commander';
import { plural } from '../../report/count-words.ts';
import { type GeneratedDocument, generateDocument } from '../../sbom/generate-document.ts';
import { type ExitCode, exitCode, UsageError } from '../exit-code.ts';
import { addExamples, parseArguments } from '../parse-arguments.ts';
import { findEntity } from '../policy/find-entity.ts';
import { readCatalogOnDisk } from '../read-catalog.ts';
import { readTimestamp } from '../read-timestamp.ts';
import { requireFolder } from '../require-folder.ts';
import { type ProcessPort, write } from '../terminal.ts';

interface Options {
  readonly repo: string;
  readonly output?: string;
  readonly force?: boolean;
  readonly name?: string;
  readonly version?: string;
  readonly supplier?: string;
  readonly timestamp?: string;
}

function define(): Command {
  const command = new Command('souk sbom generate')
    .description(
      `Write a CycloneDX document from what lies in a folder: ${quoteList(lockfileNames)}.\nNothing is run, installed or fetched; the same files give the same bytes.`,
    )
    .argument('<folder or id>', 'folder to read, or the id of an app or connector of the catalog')
    .allowExcessArguments(false)
    .option('--repo <dir>', 'folder that holds catalog/ and connectors/', '.')
    .option('--output <file>', 'write to a file instead of the terminal')
    .option('--force', 'overwrite the file if it exists')
    .option('--name <name>', 'what the document is about (default: id of the manifest, else of the lockfile)')
    .option('--version <version>', 'its version (default: of the manifest, else of the lockfile)')
    .option('--supplier <name>', 'organisation that gives the software out')
    .option('--timestamp <time>', 'when the document is made (default: the last commit of the folder)');
  return addExamples(command, [
    ['souk sbom generate . --output sbom.cdx.json', 'for what lies here'],
    ['souk sbom generate crm-sync --supplier "Acme"', 'for a connector, by its id'],
    ['souk sbom generate . --timestamp 2026-11-01', 'outside of Git'],
  ]);
}

export async function run(args: readonly string[], process: ProcessPort): Promise<ExitCode> {
  const parsed = parseArguments<Options>(define(), args, (text) => void process.stdout.write(text));
  if (parsed === undefined) return exitCode.pass;
  const { options, operands } = parsed;
  const { output, force, name, version, supplier } = options;
  const [target = ''] = operands;
  const out = output === undefined ? undefined : resolve(process.cwd(), output);
  if (out !== undefined && force !== true && (await exists(out))) {
    throw new UsageError(`${output} exists; add --force to overwrite it.`);
  }
  const document = await generateDocument({
    ...{ name, version, supplier, tool: await soukItself() },
    folder: await findFolder(target, options.repo, process),
    timestamp: options.timestamp === undefined ? undefined : readTimestamp(options.timestamp, '--timestamp'),
  });
  if (out === undefined) await write(process.stdout, document.text);
  else await save(out, document.text);
  await write(process.stderr, summarise(document, output));
  return exitCode.pass;
}

/** A folder when there is one of the name, else the folder of an entity. */
async function findFolder(target: string, repo: string, process: ProcessPort): Promise<string> {
  const folder = resolve(process.cwd(), target);
  if (/[\\/.]/.test(target) || (await exists(folder))) return requireFolder(folder, 'souk sbom generate');
  const root = await requireFolder(resolve(process.cwd(), repo), '--repo');
  const { catalog } = await readCatalogOnDisk(root);
  const record = findEntity(target, catalog);
  const attachments = attachmentFolder(record.path);
  if (attachments === undefined) throw new UsageError(`${record.path} has no folder of its own to read.`);
  return join(root, attachments);
}

async function soukItself(): Promise<{ name: string; version: string }> {
  const { default: manifest } = await import('../../package.json', { with: { type: 'json' } });
  return { name: 'souk', version: manifest.version };
}

async function save(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new UsageError(
      `The document cannot be written to ${path}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function summarise({ subject, collected }: GeneratedDocument, output: string | undefined): string {
  const what = `${plural(collected.parts.length, 'component')} of ${plainText(`${subject.name} ${subject.version}`)} from ${quoteList(collected.from).replace(/ or ([^ ]+)$/, ' and $1')}`;
  const lines = [
    `${output === undefined ? 'Listed' : `Wrote ${output}:`} ${what}.`,
    ...collected.notes.map((note) => `  ! ${plainText(note)}`),
  ];
  return `${lines.join('\n')}\n`;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
