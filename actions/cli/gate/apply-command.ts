import pc from 'picocolors';
import { renderDifferences } from '../../gate-setup/render-differences.ts';
import { applyGate } from '../../gate-setup/run-gate-setup.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { parseArguments } from '../parse-arguments.ts';
import { type ProcessPort, wantsColor, write } from '../terminal.ts';
import { defineGateCommand, type GateOptions } from './define-gate-command.ts';
import { openGateRequest } from './open-gate-request.ts';

const description =
  'Make the rulesets and labels of a repository on GitHub what the files say. Settings are told, not changed.';

/** `souk gate apply`. */
export async function run(args: readonly string[], process: ProcessPort): Promise<ExitCode> {
  const command = defineGateCommand('apply', description);
  const parsed = parseArguments<GateOptions>(command, args, (text) => void process.stdout.write(text));
  if (parsed === undefined) return exitCode.pass;
  const { client, setup } = await openGateRequest(parsed.options, process);
  const { changed, differences } = await applyGate(client, setup);
  const done =
    changed.length === 0
      ? '✔ Rulesets and labels were as they have to be.\n'
      : changed.map((name) => `✔ ${name} is in force.\n`).join('');
  const left =
    differences.length === 0
      ? ''
      : `\nStill to be changed, by hand:\n\n${renderDifferences(differences, pc.createColors(wantsColor(process)))}`;
  await write(process.stdout, `${done}${left}`);
  return differences.length === 0 ? exitCode.pass : exitCode.denied;
}
