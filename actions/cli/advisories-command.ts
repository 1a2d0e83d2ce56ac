import { resolve } from 'node:path';
import { closest, quoteList } from '@souk/model/finding/suggest.ts';
import { ecosystems } from '@souk/vetting/vulnerability/ecosystems.ts';
import {
  type ArchiveSource,
  ecosystemsOf,
  OSV,
  readArchiveSource,
} from '@souk/vetting/vulnerability/store/archive-source.ts';
import { StoreError } from '@souk/vetting/vulnerability/store/store-error.ts';
import { type Synced, syncAdvisories } from '@souk/vetting/vulnerability/store/sync-advisories.ts';
import { Command, Option } from 'commander';
import { type ExitCode, exitCode, UsageError } from './exit-code.ts';
import { addExamples, parseArguments } from './parse-arguments.ts';
import { type Progress, startProgress } from './progress.ts';
import { renderBar } from './render-bar.ts';
import { requireFolder } from './require-folder.ts';
import { type ProcessPort, write } from './terminal.ts';

interface Options {
  readonly ecosystems?: string;
  readonly dir: string;
  readonly from: string;
  readonly format: 'text' | 'json';
}

interface Failure {
  readonly ecosystem: string;
  readonly error: string;
}

function define(): Command {
  const command = new Command('souk advisories sync')
    .description(
      'Fetch the advisories that vulnerabilities are judged by. What was broken off is gone on with.',
    )
    .allowExcessArguments(false)
    .option('--ecosystems <list>', 'names of OSV, separated by commas; all that the source has when absent')
    .option('--dir <dir>', 'folder to keep them in', '.souk/advisories')
    .option('--from <source>', 'web server or folder with <ecosystem>/all.zip for each', OSV)
    .addOption(
      new Option('--format <format>', 'how to say what was done').choices(['text', 'json']).default('text'),
    );
  return addExamples(command, [
    ['souk advisories sync', 'all ecosystems, from OSV'],
    ['souk advisories sync --ecosystems npm,PyPI', 'two of them'],
    ['souk advisories sync --from file:///mnt/osv', 'from a mirror, without a network'],
  ]);
}

/** `souk advisories sync`. */
export async function run(args: readonly string[], process: ProcessPort): Promise<ExitCode> {
  const [name = '--help', ...rest] = args;
  if (name !== 'sync' && name !== '--help' && name !== '-h')
    throw new UsageError(
      `There is no souk advisories ${JSON.stringify(name)}.\nSee: souk advisories sync --help`,
    );
  const own = name === 'sync' ? rest : ['--help'];
  const parsed = parseArguments<Options>(define(), own, (text) => void process.stdout.write(text));
  if (parsed === undefined) return exitCode.pass;
  const { dir, from, format, ecosystems: list } = parsed.options;
  const source = await readSource(from, process);
  const wanted = list === undefined ? await ecosystemsOf(source) : readEcosystems(list);
  if (wanted.length === 0) throw new UsageError(`--from ${from} has a folder for none of the ecosystems.`);
  const progress = startProgress(process);
  const outcomes: (Synced | Failure)[] = [];
  try {
    for (const ecosystem of wanted)
      outcomes.push(await syncOne(ecosystem, source, resolve(process.cwd(), dir), progress));
  } finally {
    progress.stop();
  }
  const failed = outcomes.filter((outcome) => 'error' in outcome);
  const text =
    format === 'json' ? `${JSON.stringify(outcomes, null, 2)}\n` : outcomes.map(renderOutcome).join('');
  await write(process.stdout, text);
  return failed.length === 0 ? exitCode.pass : exitCode.fault;
}

async function readSource(from: string, process: ProcessPort): Promise<ArchiveSource> {
  const source = readArchiveSource(from, process.cwd());
  if ('folder' in source) await requireFolder(source.folder, '--from');
  return source;
}

function readEcosystems(list: string): string[] {
  const known = ecosystems.map(({ name }) => name);
  const byFolded = new Map(known.map((name) => [name.toLowerCase(), name]));
  return list.split(',').map((word) => {
    const name = byFolded.get(word.trim().toLowerCase());
    if (name !== undefined) return name;
    const near = closest(word, known);
    throw new UsageError(
      `--ecosystems has ${JSON.stringify(word)}, which is none of ${quoteList(known, known.length)}.${near === undefined ? '' : ` Did you mean ${near}?`}`,
    );
  });
}

/** One that fails leaves the others to be synced. */
async function syncOne(
  ecosystem: string,
  source: ArchiveSource,
  dir: string,
  progress: Progress,
): Promise<Synced | Failure> {
  try {
    return await syncAdvisories({
      source,
      dir,
      ecosystem,
      now: new Date(),
      tellBytes: (done, total) => progress.tell(renderBar(`Fetching ${ecosystem}`, done, total)),
      tellRecords: (done) => {
        if (done % 1000 === 1) progress.tell(`Indexing ${ecosystem}: ${done} advisories`);
      },
    });
  } catch (error) {
    if (error instanceof StoreError) return { ecosystem, error: error.message };
    throw error;
  }
}

function renderOutcome(outcome: Synced | Failure): string {
  if ('error' in outcome) return `${outcome.ecosystem}: ${outcome.error}\n`;
  return `${outcome.ecosystem}: ${outcome.advisories} advisories${outcome.changed ? '' : ', nothing new'}\n`;
}
