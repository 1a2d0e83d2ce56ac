import type { VettedEntry } from '../../vetted-entry.ts';
import type { ArtifactSettings } from '../artifact-settings.ts';
import { type Linted, lintFiles } from '../linted.ts';
import { isTerraformFile, lintTerraform, type TerraformEvidence } from './lint-terraform.ts';

export async function vetTerraform(
  vetted: VettedEntry,
  settings: ArtifactSettings,
): Promise<Linted<TerraformEvidence>> {
  const read = lintFiles(
    vetted,
    isTerraformFile,
    settings.maxBytes,
    'terraform/unreadable',
    (name, text) => ({
      remarks: [],
      evidence: { name, text },
    }),
  );
  if (read.evidence.length === 0) return { remarks: read.remarks, evidence: [] };
  const { remarks, evidence } = await lintTerraform(read.evidence);
  return { remarks: [...read.remarks, ...remarks], evidence: [evidence] };
}
