import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Command } from 'commander';
import { openAuditExport } from '../../audit/open-audit-export.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { addExamples, parseArguments } from '../parse-arguments.ts';
import { type ProcessPort, write } from '../terminal.ts';

function define(): Command {
  const command = new Command('souk audit export')
    .description('Write the whole audit log of a running controller, with its checkpoints, as JSON lines.')
    .argument('<url>', 'address of the controller')
    .allowExcessArguments(false)
    .requiredOption('--out <file>', 'file to write; one that is there is replaced');
  return addExamples(command, [
    ['souk audit export http://127.0.0.1:7070 --out audit.jsonl', 'keep a copy'],
    ['souk audit verify audit.jsonl', 'and verify it'],
  ]);
}

export async function run(args: readonly string[], process: ProcessPort): Promise<ExitCode> {
  const parsed = parseArguments<{ readonly out: string }>(
    define(),
    args,
    (text) => void process.stdout.write(text),
  );
  if (parsed === undefined) return exitCode.pass;
  const [source = ''] = parsed.operands;
  const file = resolve(process.cwd(), parsed.options.out);
  const bytes = await openAuditExport(source, process.cwd());
  const unfinished = `${file}.part`;
  try {
    await pipeline(bytes, createWriteStream(unfinished));
    await rename(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
  await write(
    process.stderr,
    `Wrote the audit log to ${parsed.options.out}. Verify it with: souk audit verify ${parsed.options.out}\n`,
  );
  return exitCode.pass;
}
