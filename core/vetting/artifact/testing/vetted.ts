import type { Entry } from '@souk/model/manifest/manifest.ts';
import { aConnector } from '@souk/model/testing/manifests.ts';
import type { VettedEntry } from '../../vetted-entry.ts';
import type { ArtifactSettings } from '../artifact-settings.ts';
import { vetArtifacts } from '../vet-artifacts.ts';

export const someSettings: ArtifactSettings = {
  maxBytes: 1024 * 1024,
  levels: {},
  registries: ['registry.example.com', 'docker.io/library', 'gcr.io/distroless'],
  container: { rootlessImages: ['gcr.io/distroless/nodejs24'] },
  runbook: {
    sections: [
      { name: 'symptoms', headings: ['Alerts', 'Symptoms', 'When something breaks'] },
      { name: 'rollback', headings: ['Rollback', 'Roll back'] },
    ],
    minWords: 4,
    placeholders: ['TODO', 'TBD', 'lorem ipsum'],
  },
  workflow: { trustedOwners: ['actions'] },
};

/** An entry with files, given by their text. */
export function vettedWith(
  files: Readonly<Record<string, string | Uint8Array>>,
  changes: Partial<Entry> = {},
): VettedEntry {
  const entry = {
    ...aConnector({ deploy: 'deploy.yaml', support: { runbook: 'runbook.md' } }),
    ...changes,
  } as Entry;
  return {
    entry,
    before: undefined,
    filesBefore: new Map(),
    files: new Map(
      Object.entries(files).map(([name, content]) => [
        name,
        {
          name,
          bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
          changed: true,
        },
      ]),
    ),
  };
}

/** `rule: text at the place` of everything that is found, sorted; the text is its first line. */
export async function lint(
  files: Readonly<Record<string, string>>,
  changes: Partial<Entry> = {},
  settings: ArtifactSettings = someSettings,
): Promise<string[]> {
  const { findings } = await vetArtifacts(vettedWith(files, changes), settings);
  return findings
    .map(({ rule, place, file = '', level }) => {
      const text =
        'offset' in place ? (files[file] ?? '').slice(place.offset, place.endOffset) : place.pointer;
      return `${level === undefined ? '' : `${level} `}${rule}: ${text.split('\n')[0]}`;
    })
    .toSorted();
}
