import { DriverError } from '../../driver.ts';
import { hideSecrets } from '../../local/hide-secrets.ts';
import { type Diagnostic, parseMessages } from './parse-messages.ts';
import type { CliResult } from './run-command.ts';

/** What the CLI was asked for. */
export type CliErrand = 'init' | 'plan' | 'apply' | 'state';

const LONGEST = 300;
const MOST_DIAGNOSTICS = 3;
/** Their details name arguments or are what the module's author wrote for people; those of others may hold values. */
const tellable =
  /^(Missing required argument|Unsupported argument|Invalid value for variable|Unreadable module directory|Unsupported Terraform Core version|Unsupported OpenTofu Core version)$/;
/** What a network or a registry may answer otherwise the next time. */
const passing = /^(Failed to|Error accessing|Could not|Error while|Provider .*unavailable)/i;

/**
 * What went wrong, for whoever runs the installation: the summaries of the CLI with file and line.
 * @param known values that must not be shown
 */
export function explainFailure(errand: CliErrand, result: CliResult, known: Iterable<string>): DriverError {
  const { diagnostics } = parseMessages(result.stdout);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const words = errors.slice(0, MOST_DIAGNOSTICS).map(describeDiagnostic);
  const more = errors.length > MOST_DIAGNOSTICS ? ` And ${errors.length - MOST_DIAGNOSTICS} more.` : '';
  const said = words.length === 0 ? sayExit(result) : `${words.join(' ')}${more}`;
  return new DriverError(codeOf(errand, errors), hideSecrets(`${failed[errand]}: ${said}`, known));
}

const failed = {
  init: 'The module could not be initialised',
  plan: 'It could not be planned',
  apply: 'It could not be applied as planned',
  state: 'The state could not be worked with',
} as const satisfies Record<CliErrand, string>;

/** Such as `Invalid value for variable (module/main.tf:3): The name is too long.` */
function describeDiagnostic({ summary, detail, address, place }: Diagnostic): string {
  const where = [
    ...(address === undefined ? [] : [address]),
    ...(place === undefined ? [] : [`${place.file}:${place.line}`]),
  ];
  const head = `${summary}${where.length === 0 ? '' : ` (${where.join(', ')})`}`;
  const [first = ''] = detail.split('\n\n');
  return tellable.test(summary) && first !== '' ? `${head}: ${shorten(first)}` : `${head}.`;
}

/** A text on one line that is not too long. */
export function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1).toWellFormed()}…`;
}

function codeOf(errand: CliErrand, errors: readonly Diagnostic[]): DriverError['code'] {
  if (errors.some(({ summary }) => summary === 'Saved plan is stale')) return 'conflict';
  const isOfModule = ({ summary, address, place }: Diagnostic): boolean =>
    place !== undefined && address === undefined && !passing.test(summary);
  const isFinal = errand !== 'apply' && errors.length > 0 && errors.every(isOfModule);
  return isFinal ? 'invalid' : 'unreachable';
}

function sayExit({ code, stderr }: CliResult): string {
  const summary = /Error: (.+)/.exec(stderr)?.[1];
  return `${summary === undefined ? 'it said nothing' : shorten(summary)} (${code === null ? 'it was killed' : `exit code ${code}`}).`;
}
