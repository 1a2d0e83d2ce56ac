import type { Remark } from '../remark.ts';
import { findShellRisks, type ShellRisk } from '../shell/find-shell-risks.ts';
import type { ContainerCheck } from './container-check.ts';
import type { ContainerInstruction, ContainerStage } from './container-file.ts';
import { commandsOf } from './script-commands.ts';

/** What the commands of the build do. */
export const checkCommands: ContainerCheck = ({ stages }) => stages.flatMap(checkStage);

function checkStage({ instructions }: ContainerStage): Remark[] {
  const remarks: Remark[] = [];
  let shell = 'sh';
  for (const instruction of instructions) {
    if (instruction.keyword === 'SHELL') shell = readShellName(instruction);
    if (instruction.keyword !== 'RUN') continue;
    remarks.push(...checkFlags(instruction));
    remarks.push(...(isPosix(shell) ? risksOf(instruction) : [remarkOtherShell(instruction, shell)]));
  }
  const triggers = instructions.filter(({ isTrigger }) => isTrigger);
  return [...remarks, ...triggers.map(remarkTrigger)];
}

function risksOf(instruction: ContainerInstruction): Remark[] {
  return findShellRisks(commandsOf(instruction)).map(remarkRisk);
}

function readShellName({ words }: ContainerInstruction): string {
  const text = words[0]?.text.replace(/[[\]"',\s]/g, '') ?? '';
  return text.slice(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1).toLowerCase();
}

function isPosix(shell: string): boolean {
  return /^(?:ba|da|z|k|a)?sh$/.test(shell);
}

function remarkRisk({ kind, what, place }: ShellRisk): Remark {
  switch (kind) {
    case 'unread':
      return {
        rule: 'container/unreadable',
        message: 'Commands are nested too deeply to be read.',
        help: 'Move them to a script of several lines.',
        place,
      };
    case 'download-and-run':
      return {
        rule: 'container/download-and-run',
        message: `${what} runs what was just downloaded, whatever it is by then.`,
        help: 'Download to a file, check it with `sha256sum -c` against a digest in this file, then run it; or install a package.',
        place,
      };
    case 'verification-off':
      return {
        rule: 'container/verification-off',
        message: `${what} turns the verification of certificates or signatures off.`,
        help: 'Remove it; add the certificate authority or the signing key that is missing.',
        place,
      };
    case 'sudo':
      return {
        rule: 'container/sudo',
        message: 'The build uses sudo.',
        help: 'Do what needs root before USER, and do not install sudo.',
        place,
      };
    case 'world-writable':
      return {
        rule: 'container/world-writable',
        message: `${what} lets everybody write.`,
        help: 'Give the files to the user that runs the program: `COPY --chown`, or chmod with less.',
        place,
      };
  }
}

function checkFlags({ flags, place }: ContainerInstruction): Remark[] {
  return flags
    .filter(
      ({ name, value }) =>
        (name === 'security' && value === 'insecure') || (name === 'network' && value === 'host'),
    )
    .map(({ name, value }) => ({
      rule: 'container/insecure-build',
      message: `--${name}=${value} lets the build step out of its sandbox.`,
      help: 'Remove the flag; do what needs it in a job of its own.',
      place,
    }));
}

function remarkOtherShell({ place }: ContainerInstruction, shell: string): Remark {
  return {
    rule: 'container/not-linted',
    message: `Nobody looked at this command: it is written for ${shell === '' ? 'an unknown shell' : shell.slice(0, 40)}.`,
    help: 'Ask a reviewer to look at it, or write it for a POSIX shell.',
    place,
  };
}

function remarkTrigger({ keyword, place }: ContainerInstruction): Remark {
  return {
    rule: 'container/trigger',
    message: `ONBUILD ${keyword} would run in the builds of those who take this image as their base.`,
    help: 'Write the instruction into the file of those who need it.',
    place,
  };
}
