import { resolve } from 'node:path';
import type { Entry } from '@souk/model/manifest/manifest.ts';
import { defaultSbomSettings } from '@souk/vetting/sbom/default-settings.ts';
import { Command, Option } from 'commander';
import { readDocument } from '../../sbom/read-document.ts';
import { readEntry } from '../../sbom/read-entry.ts';
import { renderVerification } from '../../sbom/render-document.ts';
import { textOptionsOf } from '../../sbom/text-options-of.ts';
import { verifyDocument } from '../../sbom/verify-document.ts';
import { type ExitCode, exitCode, UsageError } from '../exit-code.ts';
import { addExamples, parseArguments } from '../parse-arguments.ts';
import { readTimestamp } from '../read-timestamp.ts';
import { requireFolder } from '../require-folder.ts';
import { type ProcessPort, write } from '../terminal.ts';

interface Options {
  readonly entry?: string;
  readonly now?: string;
  readonly format: 'text' | 'json';
}

function define(): Command {
  const command = new Command('souk sbom verify')
    .description(
      'Hold a bill of materials against the official schema, the limits, and the entry it is about.',
    )
    .argument('<file>', 'document in CycloneDX or SPDX')
    .allowExcessArguments(false)
    .option('--entry <dir>', 'folder with the manifest.yaml that the document ought to be about')
    .option('--now <time>', 'judge as if it were this day or instant (ISO 8601)')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'));
  return addExamples(command, [
    ['souk sbom verify sbom.cdx.json', 'is it valid, and complete enough'],
    ['souk sbom verify sbom.cdx.json --entry .', 'and is it about this version'],
    ['souk sbom verify bom.xml --format json', 'for a script'],
  ]);
}

export async function run(args: readonly string[], process: ProcessPort): Promise<ExitCode> {
  const parsed = parseArguments<Options>(define(), args, (text) => void process.stdout.write(text));
  if (parsed === undefined) return exitCode.pass;
  const { options, operands } = parsed;
  const [path = ''] = operands;
  const now = options.now === undefined ? new Date() : readTimestamp(options.now, '--now');
  const entry =
    options.entry === undefined ? undefined : await requireEntry(resolve(process.cwd(), options.entry));
  const bytes = await readDocument(resolve(process.cwd(), path), defaultSbomSettings);
  const report = await verifyDocument({ path, bytes, entry, settings: defaultSbomSettings, now });
  const text =
    options.format === 'json'
      ? `${JSON.stringify(report, null, 2)}\n`
      : renderVerification(report, textOptionsOf(process, bytes));
  await write(process.stdout, text);
  return report.findings.some(({ level }) => level === 'deny') ? exitCode.denied : exitCode.pass;
}

async function requireEntry(folder: string): Promise<Entry> {
  const entry = await readEntry(await requireFolder(folder, '--entry'));
  if (entry === undefined)
    throw new UsageError(`--entry needs a folder with a manifest.yaml; ${folder} has none.`);
  return entry;
}
