import pc from 'picocolors';
import { renderDifferences } from '../../gate-setup/render-differences.ts';
import { verifyGate } from '../../gate-setup/run-gate-setup.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { parseArguments } from '../parse-arguments.ts';
import { type ProcessPort, wantsColor, write } from '../terminal.ts';
import { defineGateCommand, type GateOptions } from './define-gate-command.ts';
import { openGateRequest } from './open-gate-request.ts';

const description = 'Compare a repository on GitHub with the rulesets and settings that the gate rests on.';

/** `souk gate verify`. */
export async function run(args: readonly string[], process: ProcessPort): Promise<ExitCode> {
  const command = defineGateCommand('verify', description);
  const parsed = parseArguments<GateOptions>(command, args, (text) => void process.stdout.write(text));
  if (parsed === undefined) return exitCode.pass;
  const { client, setup } = await openGateRequest(parsed.options, process);
  const differences = await verifyGate(client, setup);
  const colors = pc.createColors(wantsColor(process));
  await write(
    process.stdout,
    differences.length === 0
      ? `✔ ${parsed.options.repository} is set up as it has to be.\n`
      : renderDifferences(differences, colors),
  );
  return differences.length === 0 ? exitCode.pass : exitCode.denied;
}
