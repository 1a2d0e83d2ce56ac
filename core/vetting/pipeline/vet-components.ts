import type { AdvisoryUse } from '@souk/model/vetting/advisory-use.ts';
import { arrangePopularPackages } from '../dependency/popular-packages.ts';
import { vetDependencies } from '../dependency/vet-dependencies.ts';
import { type LicenseEvidence, vetLicenses } from '../license/vet-licenses.ts';
import { type SbomEvidence, vetSbom } from '../sbom/vet-sbom.ts';
import type { VettingFinding } from '../vetted-entry.ts';
import { digestAdvisories } from '../vulnerability/digest-advisories.ts';
import { type VulnerabilityEvidence, vetVulnerabilities } from '../vulnerability/vet-vulnerabilities.ts';
import { storeAt, validators } from './opened-once.ts';
import type { AdvisoryFolder, VettingTaskInput, VettingTaskResult } from './vetting-task.ts';

export interface ComponentEvidence {
  readonly sbom: SbomEvidence;
  readonly licenses?: LicenseEvidence;
  readonly vulnerabilities?: VulnerabilityEvidence;
  readonly advisories?: AdvisoryUse;
}

/** Who tries Souk out has no advisories yet; an organisation that demands them gets no verdict without. */
function soften(finding: VettingFinding, { demanded }: AdvisoryFolder): VettingFinding {
  const isAboutStore =
    finding.rule === 'vulnerability/advisories-missing' || finding.rule === 'vulnerability/advisories-stale';
  return isAboutStore && !demanded ? { ...finding, level: 'warn' } : finding;
}

/** Looks at what an entry is made of: its bill of materials, and the components in it. */
export async function vetComponents(input: VettingTaskInput): Promise<VettingTaskResult<ComponentEvidence>> {
  const { vetted, settings, tier, now, remoteSbom: remote } = input;
  const context = { now, validators, ...(remote === undefined ? {} : { remote }) };
  const { findings, evidence, sbom, file } = await vetSbom(vetted, settings.sbom, context);
  const located = sbom === undefined ? undefined : { sbom, ...(file === undefined ? {} : { file }) };
  const licenses = vetLicenses(vetted, settings.license, located);
  const dependencies = vetDependencies(vetted, settings.dependency, located, {
    now,
    popular: arrangePopularPackages(settings.dependency),
  });
  const found = [...findings, ...licenses.findings, ...dependencies.findings];
  const known = { sbom: evidence, licenses: licenses.evidence };
  if (located === undefined) return { findings: found, evidence: known };
  const store = storeAt(input.advisories.dir);
  const vulnerabilities = vetVulnerabilities(
    vetted,
    settings.vulnerability,
    { sbom: located.sbom, file },
    store,
    tier,
    now,
  );
  return {
    findings: [...found, ...vulnerabilities.findings.map((finding) => soften(finding, input.advisories))],
    evidence: {
      ...known,
      vulnerabilities: vulnerabilities.evidence,
      advisories: digestAdvisories(located.sbom, store, settings.vulnerability.maxStoreAgeHours, now),
    },
  };
}
