import { join, relative, resolve } from 'node:path';
import { plainText } from '@souk/model/report/plain-text.ts';
import { renderRuleDocs } from '@souk/model/rule/render-rule-docs.ts';
import { readRuleCases } from '@souk/policies/build/read-rule-cases.ts';
import { compareRuleDocs, type DocsDifference, writeRuleDocs } from '@souk/policies/build/write-rule-docs.ts';
import { Command, Option } from 'commander';
import pc from 'picocolors';
import type { Colors } from '../../report/colors.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { addExamples, parseArguments } from '../parse-arguments.ts';
import { type ProcessPort, wantsColor, write } from '../terminal.ts';
import { requirePolicies } from './require-policies.ts';

interface Options {
  readonly policies: string;
  readonly out: string;
  readonly check?: boolean;
  readonly format: 'text' | 'json';
}

function define(): Command {
  const command = new Command('souk policy docs')
    .description('Write a page for every rule, and a list of all: findings link to them.')
    .allowExcessArguments(false)
    .option('--policies <dir>', 'folder with rules/ and bundle/', 'policies')
    .option('--out <dir>', 'folder of the pages', 'docs/rules')
    .option('--check', 'write nothing, and fail when a page is stale')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'));
  return addExamples(command, [
    ['souk policy build && souk policy docs', 'after every edit of a rule'],
    ['souk policy docs --check', 'in CI: do the pages say what the rules say?'],
  ]);
}

export async function run(args: readonly string[], process: ProcessPort): Promise<ExitCode> {
  const parsed = parseArguments<Options>(define(), args, (text) => void process.stdout.write(text));
  if (parsed === undefined) return exitCode.pass;
  const { options } = parsed;
  const folder = await requirePolicies(resolve(process.cwd(), options.policies));
  const out = resolve(process.cwd(), options.out);
  const { rules, waivers } = await readRuleCases(folder);
  // Pages lie in a folder a layer.
  const policies = relative(join(out, 'layer'), folder).replaceAll('\\', '/');
  const pages = renderRuleDocs(rules.map((rule) => ({ ...rule, waivers, policies })));
  const difference = await compareRuleDocs(out, pages);
  const stale = Object.values(difference).some((paths) => paths.length > 0);
  if (options.check !== true) await writeRuleDocs(out, pages, difference);
  const view = {
    check: options.check === true,
    total: pages.size,
    out: relative(process.cwd(), out) || '.',
    colors: pc.createColors(wantsColor(process)),
  };
  const text =
    options.format === 'json'
      ? `${JSON.stringify({ fresh: !stale, pages: pages.size, ...difference }, null, 2)}\n`
      : renderOutcome(difference, view);
  await write(process.stdout, text);
  return options.check === true && stale ? exitCode.denied : exitCode.pass;
}

const MOST = 20;

interface OutcomeView {
  readonly check: boolean;
  readonly total: number;
  readonly out: string;
  readonly colors: Colors;
}

function renderOutcome({ missing, differing, leftover }: DocsDifference, view: OutcomeView): string {
  const { check, total, out, colors } = view;
  const lines = [
    ...missing.map((path) => `  ${colors.green('+')} ${path}`),
    ...differing.map((path) => `  ${colors.yellow('~')} ${path}`),
    ...leftover.map((path) => `  ${colors.red('-')} ${plainText(path)}`),
  ];
  const shown =
    lines.length > MOST
      ? [...lines.slice(0, MOST - 1), colors.dim(`  … and ${lines.length - MOST + 1} more`)]
      : lines;
  const pass = colors.green(colors.bold('✔'));
  const verdict =
    lines.length === 0
      ? [`${pass} ${colors.bold(out)} is fresh: ${total} pages`]
      : check
        ? [
            `${colors.red(colors.bold('✖'))} ${colors.bold(out)} is stale: ${lines.length} of ${total} pages`,
            `  ${colors.cyan('→')} Run: souk policy docs`,
          ]
        : [`${pass} ${colors.bold(out)} is written: ${lines.length} of ${total} pages changed`];
  return `${[...shown, ...verdict].join('\n')}\n`;
}
