import type { ShellCommand } from '../shell/shell-command.ts';
import { findExpressions } from './find-expressions.ts';
import { isSecret } from './scope.ts';
import type { WorkflowScript } from './workflow-file.ts';

/** Whether a command writes a secret to the log: one that is pasted in, or a variable that holds one. */
export function printsSecret(command: ShellCommand, { text, scopes }: WorkflowScript): boolean {
  const { name, args, isPiped, writesTo, offset, endOffset } = command;
  if (!/^(?:echo|printf|print|cat|tee|env|printenv)$/.test(name) || isPiped) return false;
  const written = text.slice(offset, endOffset);
  // Masking prints the secret once, so that the runner hides it from then on.
  if (writesTo.some(isFile) || written.includes('::add-mask::')) return false;
  if (findExpressions(written).some(({ code }) => isSecret(code))) return true;
  const holdsSecret = (variable: string): boolean => scopes.some(({ secrets }) => secrets.has(variable));
  if (name === 'printenv' || name === 'env') {
    const all = args.length === 0 && scopes.some(({ secrets }) => secrets.size > 0);
    return all || (name === 'printenv' && args.some((arg) => holdsSecret(arg.text)));
  }
  return args.some((arg) => variablesIn(arg.text).some(holdsSecret));
}

/** The summary of a job is shown like its log. */
function isFile(target: string): boolean {
  return !/GITHUB_STEP_SUMMARY|^\/dev\/(?:stdout|stderr|tty)$|^&?[12]$/.test(target);
}

function variablesIn(text: string): string[] {
  return Array.from(text.matchAll(/\$\{?(\w+)/g), ([, name = '']) => name);
}
