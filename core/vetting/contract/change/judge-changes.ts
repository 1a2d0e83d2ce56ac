import type { VettingFinding } from '../../vetted-entry.ts';
import type { ContractChange } from './contract-change.ts';
import {
  additionVersion,
  announcesAddition,
  announcesBreak,
  breakingVersion,
  type VersionStep,
} from './version-step.ts';

/** A contract whose versions were compared. */
export interface ComparedContract {
  readonly name: string;
  readonly changes: readonly ContractChange[];
  /** Of the entry, and of the contract itself where it has a version of its own. */
  readonly steps: readonly VersionStep[];
}

/**
 * Holds changes against the versions that announce them. What breaks consumers needs a new major version, and is told
 * but let through when there is one.
 */
export function judgeChanges(
  { name, changes, steps }: ComparedContract,
  additionsWithoutMinor: 'deny' | 'warn' | 'notice' | 'off',
): VettingFinding[] {
  const silent = steps.filter((step) => !announcesBreak(step));
  return [
    ...changes.flatMap((change) =>
      change.impact === 'additive' ? [] : [judgeHarm(name, change, steps, silent)],
    ),
    ...judgeAdditions(name, changes, steps, additionsWithoutMinor),
  ];
}

function judgeHarm(
  name: string,
  change: ContractChange,
  steps: readonly VersionStep[],
  silent: readonly VersionStep[],
): VettingFinding {
  const isBreaking = change.impact === 'breaking';
  const isAnnounced = silent.length === 0;
  const effect = `which ${isBreaking ? 'breaks' : 'may surprise'} ${describeUsers(change)}`;
  const versions = (isAnnounced ? steps : silent).map(({ of, after }) => `${of} is ${after}`).join(' and ');
  return {
    rule: change.rule,
    level: isAnnounced ? 'notice' : isBreaking ? 'deny' : 'warn',
    file: change.file,
    message: `${change.subject} ${change.what}, ${effect}; ${versions}${isAnnounced ? ', which announces it' : ''}.`,
    help: isAnnounced
      ? 'Tell the consumers and say in the change log how to move.'
      : describeWayOut(silent, isBreaking),
    place: change.place,
    about: `${name}: ${change.subject} ${change.what}`,
  };
}

function describeWayOut(silent: readonly VersionStep[], isBreaking: boolean): string {
  const raise = silent.map((step) => `${step.of} to ${breakingVersion(step)}`).join(' and ');
  return isBreaking
    ? `Keep what consumers rely on, or raise ${raise}.`
    : `Make sure that consumers can take it; if they cannot, raise ${raise}.`;
}

function describeUsers({ users, subject }: ContractChange): string {
  const [first, second, third] = users;
  if (first === undefined) return 'generated code';
  if (users.length === 1 && subject.startsWith(first)) return 'its users';
  const shown = [first, second, third].filter((user) => user !== undefined);
  const rest = users.length - shown.length;
  return `users of ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** What breaks consumers asks for more than a minor version already, so that additions beside it are not told. */
function judgeAdditions(
  name: string,
  changes: readonly ContractChange[],
  steps: readonly VersionStep[],
  level: 'deny' | 'warn' | 'notice' | 'off',
): VettingFinding[] {
  if (changes.some(({ impact }) => impact === 'breaking')) return [];
  const harms = new Set(changes.filter(({ impact }) => impact === 'risky').map(sentenceOf));
  const additions = changes.filter(
    (change) => change.impact === 'additive' && !harms.has(sentenceOf(change)),
  );
  const silent = steps.filter((step) => !announcesAddition(step));
  const [first] = additions;
  if (first === undefined || silent.length === 0 || level === 'off') return [];
  const others = additions.length === 1 ? '' : ` (and ${additions.length - 1} more such changes)`;
  const versions = silent.map(({ of, before, after }) =>
    before === after ? `${of} stays ${after}` : `${of} only goes from ${before} to ${after}`,
  );
  return [
    {
      rule: 'contract/additions-unversioned',
      level,
      file: first.file,
      message: `${first.subject} ${first.what}${others}, but ${versions.join(' and ')}.`,
      help: `Raise ${silent.map((step) => `${step.of} to ${additionVersion(step)}`).join(' and ')}, so that consumers can ask for it.`,
      place: first.place,
      about: name,
    },
  ];
}

function sentenceOf({ subject, what }: ContractChange): string {
  return `${subject} ${what}`;
}
