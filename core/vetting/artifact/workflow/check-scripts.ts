import type { Remark } from '../remark.ts';
import { findShellRisks, type ShellRisk } from '../shell/find-shell-risks.ts';
import { readShell } from '../shell/read-shell.ts';
import { maskExpressions } from './find-expressions.ts';
import { createScriptPlaces } from './place-in-script.ts';
import { printsSecret } from './prints-secret.ts';
import type { WorkflowCheck } from './workflow-check.ts';
import type { WorkflowScript } from './workflow-file.ts';

/** What the scripts of a workflow do. */
export const checkScripts: WorkflowCheck = ({ scripts }) => scripts.flatMap(checkScript);

function checkScript(script: WorkflowScript): Remark[] {
  const { text, field, isShell } = script;
  if (!isShell) return [];
  const commands = readShell(maskExpressions(text), 0);
  const placeInFile = createScriptPlaces(field, text);
  return [
    ...findShellRisks(commands).flatMap(remarkRisk),
    ...commands
      .filter((command) => printsSecret(command, script))
      .map(
        ({ name, offset, endOffset }): Remark => ({
          rule: 'workflow/secret-echoed',
          message: `${name} writes a secret to the log.`,
          help: 'Hand the secret to the program that needs it, through a variable or its standard input.',
          place: { offset, endOffset },
        }),
      ),
  ].map((remark) => ({ ...remark, place: placeInFile(remark.place) }));
}

/** On a machine that is thrown away after the job, sudo and wide file modes do no harm. */
function remarkRisk({ kind, what, place }: ShellRisk): Remark[] {
  switch (kind) {
    case 'unread':
      return [
        {
          rule: 'workflow/unreadable',
          message: 'Commands are nested too deeply to be read.',
          help: 'Move them to a script of several lines.',
          place,
        },
      ];
    case 'download-and-run':
      return [
        {
          rule: 'workflow/download-and-run',
          message: `${what} runs what was just downloaded, whatever it is by then.`,
          help: 'Download to a file, check it with `sha256sum -c` against a digest in this file, then run it; or use a pinned action.',
          place,
        },
      ];
    case 'verification-off':
      return [
        {
          rule: 'workflow/verification-off',
          message: `${what} turns the verification of certificates or signatures off.`,
          help: 'Remove it; add the certificate authority or the signing key that is missing.',
          place,
        },
      ];
    case 'sudo':
    case 'world-writable':
      return [];
  }
}
