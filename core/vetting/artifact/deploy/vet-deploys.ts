import type { VettedEntry } from '../../vetted-entry.ts';
import type { ArtifactSettings } from '../artifact-settings.ts';
import { type Linted, lintFiles } from '../linted.ts';
import { isTerraformFile } from '../terraform/lint-terraform.ts';
import { isDeployCandidate, looksLikeDeployment, namedDeployFile } from './find-deploy-files.ts';
import { type DeployEvidence, lintDeployFile } from './lint-deploy-file.ts';

/** The file that the manifest names, and whatever else looks as if it deployed something. */
export function vetDeploys(vetted: VettedEntry, settings: ArtifactSettings): Linted<DeployEvidence> {
  const named = namedDeployFile(vetted)?.name;
  const { entry, files } = vetted;
  const fits = (name: string): boolean => {
    const file = files.get(name);
    return (name === named && !isTerraformFile(name)) || (file !== undefined && isDeployCandidate(file));
  };
  return lintFiles(vetted, fits, settings.maxBytes, 'deploy/unreadable', (name, text) =>
    name === named || looksLikeDeployment(name, text)
      ? lintDeployFile(name, text, { settings, entry })
      : undefined,
  );
}
