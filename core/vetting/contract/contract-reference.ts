import { appendPointer } from '@souk/model/finding/json-pointer.ts';
import type { Entry } from '@souk/model/manifest/manifest.ts';

/** What a contract is to the entry. `channels` is an AsyncAPI document that lies beside the manifest. */
export type Role = 'provided-api' | 'produced-event' | 'consumed-event' | 'input' | 'output' | 'channels';

/** An API, event or port of an entry. */
export interface DeclaredContract {
  readonly role: Role;
  readonly name: string;
  /** Version of the contract itself, where the manifest gives one. */
  readonly version: string | undefined;
  /** Name of the file in the folder of the entry; undefined where the manifest names none. */
  readonly file: string | undefined;
  /** The field of the manifest that names the file, or that could. */
  readonly pointer: string;
}

/** A contract with a document. */
export interface ContractReference extends DeclaredContract {
  readonly file: string;
}

/** File names that AsyncAPI documents have by custom; manifests have no field for them. */
const CHANNEL_FILES = ['asyncapi.yaml', 'asyncapi.yml', 'asyncapi.json'] as const;

/** Everything of an entry that can have a contract, by the manifest. */
export function declaredContracts(entry: Entry): DeclaredContract[] {
  const { apis, events } = entry;
  return [
    ...listContracts('provided-api', apis?.provides, '/apis/provides', 'openapi'),
    ...listContracts('produced-event', events?.produces, '/events/produces', 'schema'),
    ...listContracts('consumed-event', events?.consumes, '/events/consumes', 'schema'),
    ...(entry.kind === 'Connector'
      ? [
          ...listContracts('input', entry.inputs, '/inputs', 'schema'),
          ...listContracts('output', entry.outputs, '/outputs', 'schema'),
        ]
      : []),
  ];
}

/** The contracts whose documents an entry has. Files that the manifest names and that are not there are left out. */
export function contractsOf(entry: Entry, files: { has(name: string): boolean }): ContractReference[] {
  const named = declaredContracts(entry).filter((contract) => hasFile(contract, files));
  const channels = CHANNEL_FILES.filter(
    (name) => files.has(name) && named.every(({ file }) => file !== name),
  );
  return [
    ...named,
    ...channels.map((file): ContractReference => {
      return { role: 'channels', name: 'asyncapi', version: undefined, file, pointer: '' };
    }),
  ];
}

function hasFile(
  contract: DeclaredContract,
  files: { has(name: string): boolean },
): contract is ContractReference {
  return contract.file !== undefined && files.has(contract.file);
}

interface Named {
  readonly name: string;
  readonly version?: string | undefined;
  readonly openapi?: string | undefined;
  readonly schema?: string | undefined;
}

function listContracts(
  role: Role,
  items: readonly (string | Named)[] | undefined,
  pointer: string,
  key: 'openapi' | 'schema',
): DeclaredContract[] {
  return (items ?? []).map((item, i): DeclaredContract => {
    const at = appendPointer(pointer, i);
    if (typeof item === 'string')
      return { role, name: item, version: undefined, file: undefined, pointer: at };
    const file = item[key]?.replace(/^\.\//, '');
    return { role, name: item.name, version: item.version, file, pointer: appendPointer(at, key) };
  });
}
