import { resolve } from 'node:path';
import { verifyChain } from '@souk/model/audit/verify-chain.ts';
import { Command, Option } from 'commander';
import pc from 'picocolors';
import { openAuditExport } from '../../audit/open-audit-export.ts';
import { readAnchors } from '../../audit/read-anchors.ts';
import { readAuditKeys } from '../../audit/read-audit-keys.ts';
import { readAuditRecords } from '../../audit/read-audit-records.ts';
import { renderChainVerdict } from '../../audit/render-chain-verdict.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { addExamples, parseArguments } from '../parse-arguments.ts';
import { requireFolder } from '../require-folder.ts';
import { type ProcessPort, wantsColor, write } from '../terminal.ts';

interface Options {
  readonly key?: readonly string[];
  readonly ref?: string;
  readonly repo: string;
  readonly format: 'text' | 'json';
}

const LOCAL = 'http://127.0.0.1:7070';

function define(): Command {
  const command = new Command('souk audit verify')
    .description(
      'Find out whether anything in the audit log was changed, taken out or put in, and where first.\nExit codes: 0 whole, 1 broken, 2 wrong usage, 3 the log could not be read.',
    )
    .argument('[file-or-url]', 'an export, or the address of a controller', LOCAL)
    .allowExcessArguments(false)
    .option('--key <file...>', 'keys that may have signed it, in PEM form; any when absent')
    .option('--ref <ref>', 'ref that checkpoints were kept in, such as refs/souk/audit')
    .option('--repo <dir>', 'clone that has the ref', '.')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'));
  return addExamples(command, [
    ['souk audit verify', `the log of the controller at ${LOCAL}`],
    ['souk audit verify audit.jsonl --key audit-key.pub.pem', 'a copy, signed by your key'],
    ['souk audit verify https://souk.example.com --ref refs/souk/audit', 'against what is kept in Git'],
  ]);
}

export async function run(args: readonly string[], process: ProcessPort): Promise<ExitCode> {
  const parsed = parseArguments<Options>(define(), args, (text) => void process.stdout.write(text));
  if (parsed === undefined) return exitCode.pass;
  const { key, ref, repo, format } = parsed.options;
  const [source = LOCAL] = parsed.operands;
  const cwd = process.cwd();
  const keyIds = key === undefined ? undefined : await readAuditKeys(key, cwd);
  const anchors =
    ref === undefined ? undefined : await readAnchors(await requireFolder(resolve(cwd, repo), '--repo'), ref);
  const bytes = await openAuditExport(source, cwd);
  const verdict = await verifyChain(readAuditRecords(bytes), { keyIds, anchors });
  const text =
    format === 'json'
      ? `${JSON.stringify({ source, whole: verdict.broken === undefined, ...verdict }, null, 2)}\n`
      : renderChainVerdict(
          verdict,
          { keyGiven: keyIds !== undefined, ref },
          pc.createColors(wantsColor(process)),
        );
  await write(process.stdout, text);
  return verdict.broken === undefined ? exitCode.pass : exitCode.denied;
}
