import { onValue } from '@souk/model/finding/draft-finding.ts';
import type { VettingFinding } from '../../vetted-entry.ts';
import type { ContractReference } from '../contract-reference.ts';
import { field, textField } from '../document/json-value.ts';
import type { Located } from '../document/located.ts';

/** Whether the contract has the version that the manifest says the API has. */
export function checkApiVersion(root: Located, { name, version }: ContractReference): VettingFinding[] {
  const written = textField(field(root.value, 'info'), 'version');
  if (version === undefined || written === undefined || version === written) return [];
  return [
    {
      rule: 'contract/api-version',
      file: root.file,
      message: `The contract says version ${written.slice(0, 80)}; the manifest says that ${name} has version ${version}.`,
      help: 'Raise both together.',
      place: onValue('/info/version'),
    },
  ];
}
