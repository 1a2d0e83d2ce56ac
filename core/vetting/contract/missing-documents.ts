import { onValue } from '@souk/model/finding/draft-finding.ts';
import type { VettedEntry, VettingFinding } from '../vetted-entry.ts';
import { judgeChanges } from './change/judge-changes.ts';
import { versionStep } from './change/version-step.ts';
import { type ContractReference, declaredContracts } from './contract-reference.ts';

/** Contracts that had a document and stay without one. Those that go altogether are told by the check of the manifest. */
export function missingDocuments(
  { entry, before }: VettedEntry,
  earlier: readonly ContractReference[],
): VettingFinding[] {
  const step = versionStep('the version of the entry', before?.version, entry.version);
  return declaredContracts(entry).flatMap(({ role, name, file, pointer }) => {
    const had = earlier.find((contract) => contract.role === role && contract.name === name);
    if (had === undefined || file !== undefined || step === undefined) return [];
    const change = {
      rule: 'contract/document-removed',
      impact: 'breaking',
      file: had.file,
      place: onValue(pointer),
      subject: `The contract of ${name}`,
      what: `is no longer named (it was ${had.file})`,
      users: [name],
    } as const;
    return judgeChanges({ name, changes: [change], steps: [step] }, 'off').map(
      ({ file: _, ...finding }) => finding,
    );
  });
}
