import { resolve } from 'node:path';
import { defaultSbomSettings } from '@souk/vetting/sbom/default-settings.ts';
import { Command, Option } from 'commander';
import { readDocument } from '../../sbom/read-document.ts';
import { renderScore } from '../../sbom/render-document.ts';
import { textOptionsOf } from '../../sbom/text-options-of.ts';
import { verifyDocument } from '../../sbom/verify-document.ts';
import { type ExitCode, exitCode, UsageError } from '../exit-code.ts';
import { addExamples, parseArguments } from '../parse-arguments.ts';
import { type ProcessPort, write } from '../terminal.ts';

interface Options {
  readonly minimum: string;
  readonly format: 'text' | 'json';
}

function define(): Command {
  const command = new Command('souk sbom score')
    .description('Show how much a bill of materials tells, 0 to 100, and where points are lost.')
    .argument('<file>', 'document in CycloneDX or SPDX')
    .allowExcessArguments(false)
    .option('--minimum <points>', 'exit with 1 below this score', String(defaultSbomSettings.minimumScore))
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'));
  return addExamples(command, [
    ['souk sbom score sbom.cdx.json', 'what it has and what it lacks'],
    ['souk sbom score sbom.spdx.json --minimum 80', 'as a gate of your own'],
    ['souk sbom score bom.xml --format json | jq .facts.score', 'for a script'],
  ]);
}

export async function run(args: readonly string[], process: ProcessPort): Promise<ExitCode> {
  const parsed = parseArguments<Options>(define(), args, (text) => void process.stdout.write(text));
  if (parsed === undefined) return exitCode.pass;
  const { options, operands } = parsed;
  const [path = ''] = operands;
  const minimum = readPoints(options.minimum);
  const bytes = await readDocument(resolve(process.cwd(), path), defaultSbomSettings);
  const report = await verifyDocument({ path, bytes, settings: defaultSbomSettings, now: new Date() });
  const text =
    options.format === 'json'
      ? `${JSON.stringify(report, null, 2)}\n`
      : renderScore(report, textOptionsOf(process, bytes));
  await write(process.stdout, text);
  return report.facts !== undefined && report.facts.score >= minimum ? exitCode.pass : exitCode.denied;
}

function readPoints(text: string): number {
  const points = text.trim() === '' ? Number.NaN : Number(text);
  if (points >= 0 && points <= 100) return points;
  throw new UsageError(`--minimum needs a number from 0 to 100; got ${JSON.stringify(text)}.`);
}
