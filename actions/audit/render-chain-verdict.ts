import type { BreakKind } from '@souk/model/audit/broken-link.ts';
import type { ChainVerdict } from '@souk/model/audit/verify-chain.ts';
import { plainText } from '@souk/model/report/plain-text.ts';
import type { Colors } from '../report/colors.ts';

/** What the log was held against, in words. */
export interface VerdictSettings {
  /** Whether the user named keys to trust. */
  readonly keyGiven: boolean;
  readonly ref: string | undefined;
}

const causes: Readonly<Record<BreakKind, string>> = {
  gap: 'rows are missing',
  order: 'something is out of its place',
  changed: 'the row is not what was written',
  previous: 'the row does not follow the one before it',
  'missing-tail': 'the end is missing',
  checkpoint: 'the chain is not the one that was signed',
  anchor: 'the chain is not the one that was kept in Git',
  signature: 'the signature of a checkpoint is false',
  key: 'a checkpoint is signed by a key that you do not trust',
  unsealed: 'nothing is signed by a key that you trust',
  unreadable: 'this is no line of an audit log',
};

const NAME_WIDTH = 8;

/** Whether the log is whole, in one look; or where it is not, and what was expected there. */
export function renderChainVerdict(verdict: ChainVerdict, settings: VerdictSettings, colors: Colors): string {
  const { broken } = verdict;
  const rows =
    broken === undefined
      ? evidence(verdict, settings)
      : [
          ['expected', broken.expected] as const,
          ['found', broken.found] as const,
          [
            'sound',
            verdict.rows === 0 ? 'nothing' : `${rowsOf(verdict)} before it, ${periodOf(verdict)}`,
          ] as const,
        ];
  const title =
    broken === undefined
      ? `${colors.green('✔')} The audit log is whole: ${rowsOf(verdict)}, ${periodOf(verdict)}.`
      : `${colors.red('✖')} The audit log is broken at row ${count(broken.seq)}: ${causes[broken.kind]}.`;
  return `${[
    title,
    ...rows.map(([name, text]) => `  ${colors.dim(name.padEnd(NAME_WIDTH))} ${plainText(text)}`),
    ...(broken === undefined ? [] : [`  ${colors.cyan('→')} Keep the log as it is and see docs/audit.md.`]),
  ].join('\n')}\n`;
}

function evidence(verdict: ChainVerdict, { keyGiven, ref }: VerdictSettings): (readonly [string, string])[] {
  const { rows, checkpoints, sealed, keyIds, anchors } = verdict;
  const open = rows - sealed;
  const newer =
    open === 0 ? '' : `; ${count(open)} newer ${open === 1 ? 'row is' : 'rows are'} not signed yet`;
  const trust = keyGiven ? 'which you trust' : 'as the log itself says: give --key to hold it against yours';
  return [
    [
      'signed',
      checkpoints === 0
        ? 'no row yet'
        : `up to row ${count(sealed)}, by ${plural(checkpoints, 'checkpoint')}${newer}`,
    ],
    ...keyIds.map((id) => ['key', `${id}, ${trust}`] as const),
    [
      'in Git',
      ref === undefined
        ? 'not looked at: give --ref'
        : `${plural(anchors, 'checkpoint')} of ${ref} found again`,
    ],
  ];
}

function rowsOf({ rows }: ChainVerdict): string {
  return plural(rows, 'row');
}

function periodOf({ since, until }: ChainVerdict): string {
  return since === undefined
    ? 'so nothing has happened yet'
    : `from ${plainText(since)} to ${plainText(until ?? since)}`;
}

function plural(number: number, word: string): string {
  return `${count(number)} ${word}${number === 1 ? '' : 's'}`;
}

function count(number: number): string {
  return number.toLocaleString('en');
}
