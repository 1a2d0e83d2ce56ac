import { onValue } from '@souk/model/finding/draft-finding.ts';
import type { VettingFinding } from '../../vetted-entry.ts';
import type { DocumentLimits } from './document-limits.ts';
import type { DocumentSet, RefProblem } from './document-set.ts';
import { textField } from './json-value.ts';
import { listRefs } from './list-refs.ts';
import type { Located } from './located.ts';
import { resolveName } from './resolve-name.ts';

/** The files that a contract is spread over, and what is wrong with its references. */
export interface CheckedRefs {
  /** The document itself comes first. */
  readonly files: readonly string[];
  readonly findings: readonly VettingFinding[];
  /** False when there is too much of it for anything else to look at. */
  readonly withinLimits: boolean;
}

/** Follows the references of a contract through the files of its entry. */
export function checkRefs(main: string, documents: DocumentSet, limits: DocumentLimits): CheckedRefs {
  const files = [main];
  const findings: VettingFinding[] = [];
  let refs = 0;
  for (let i = 0; i < files.length; i++) {
    const file = files[i] ?? main;
    const document = documents.read(file);
    if (document === undefined) continue;
    if (!document.ok) {
      findings.push(document.finding);
      continue;
    }
    for (const { ref, at } of listRefs({ file, pointer: '', value: document.value })) {
      if (++refs > limits.refs) return tooMany(main, files, findings, `${limits.refs} references`);
      const resolution = documents.resolve(file, ref);
      const problem = resolution.ok ? circleAt(resolution.target, documents) : resolution.problem;
      if (problem !== undefined && problem !== 'unreadable') {
        findings.push({ ...explain(ref, problem), file, place: onValue(at.pointer) });
      }
      const name = resolveName(file, ref);
      if (name.kind === 'inside' && documents.read(name.file) !== undefined && !files.includes(name.file)) {
        files.push(name.file);
      }
      if (files.length > limits.files) return tooMany(main, files, findings, `${limits.files} files`);
    }
  }
  return { files, findings, withinLimits: findings.every(({ rule }) => rule !== 'contract/limit') };
}

function circleAt(target: Located, documents: DocumentSet): 'circle' | undefined {
  return textField(target.value, '$ref') !== undefined && documents.follow(target) === undefined
    ? 'circle'
    : undefined;
}

function tooMany(
  file: string,
  files: readonly string[],
  findings: readonly VettingFinding[],
  what: string,
): CheckedRefs {
  const message = `The contract is too large to judge: it has more than ${what}.`;
  const help = 'Split it into several APIs.';
  const finding = { rule: 'contract/limit', file, message, help, place: onValue('') };
  return { files, findings: [...findings, finding], withinLimits: false };
}

function explain(
  ref: string,
  problem: Exclude<RefProblem, 'unreadable'> | 'circle',
): Pick<VettingFinding, 'rule' | 'message' | 'help'> {
  const shown = ref.length > 120 ? `${ref.slice(0, 120)}…` : ref;
  switch (problem) {
    case 'remote':
      return {
        rule: 'contract/ref-remote',
        message: `${shown} is on another host; references are never fetched.`,
        help: 'Copy what it refers to into the folder of the entry, and refer to the copy.',
      };
    case 'outside':
      return {
        rule: 'contract/ref-outside',
        message: `${shown} leads out of the folder of the entry.`,
        help: 'Copy what it refers to into the folder, and refer to the copy by a relative path.',
      };
    case 'no-file':
      return {
        rule: 'contract/ref-missing',
        message: `${shown} names a file that is not in the folder of the entry.`,
        help: 'Add the file, or correct the path.',
      };
    case 'circle':
      return {
        rule: 'contract/ref-missing',
        message: `${shown} leads to nothing but further references.`,
        help: 'Refer to the definition itself.',
      };
    case 'no-target':
      return {
        rule: 'contract/ref-missing',
        message: `${shown} refers to something that is not there.`,
        help: 'Add the definition, or correct the reference.',
      };
  }
}
