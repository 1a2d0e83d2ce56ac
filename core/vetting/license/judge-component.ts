import { nameWithoutVersion } from '../dependency/read-package-url.ts';
import type { SbomComponent } from '../sbom/sbom.ts';
import type { VettingFinding } from '../vetted-entry.ts';
import { evaluateLicense, type LicenseEvaluation } from './evaluate-license.ts';
import { findExemption } from './find-exemption.ts';
import type { DistributionModel, LicenseSettings } from './license-settings.ts';
import type { LicenseOutcome } from './match-policy.ts';

export interface JudgedComponent {
  /** The worst of its licences. */
  readonly standing: LicenseOutcome | 'missing' | 'exempt';
  readonly findings: readonly VettingFinding[];
}

const order: readonly JudgedComponent['standing'][] = ['denied', 'unknown', 'review', 'exempt', 'allowed'];
const modelWords: Readonly<Record<DistributionModel, string>> = {
  internal: 'used within the organisation',
  'hosted-service': 'offered over the network',
  distributed: 'handed out to its users',
};

/** What is to say about the licences of one component. Several licences hold all at once. */
export function judgeComponent(
  component: SbomComponent,
  model: DistributionModel,
  settings: LicenseSettings,
): JudgedComponent {
  const name = nameWithoutVersion(component);
  if (component.licenses.length === 0) {
    if (findExemption({ package: name, license: '', model }, settings.exemptions) !== undefined) {
      return { standing: 'exempt', findings: [] };
    }
    return { standing: 'missing', findings: [tellMissing(component, name, settings.models[model].missing)] };
  }
  const judged = component.licenses.map((license) => {
    const evaluation = evaluateLicense(expressionOf(license, settings.names), settings.models[model]);
    const isExempt =
      evaluation.outcome !== 'allowed' &&
      findExemption({ package: name, license, model }, settings.exemptions) !== undefined;
    return { license, evaluation, standing: isExempt ? ('exempt' as const) : evaluation.outcome };
  });
  return {
    standing: order.find((standing) => judged.some((one) => one.standing === standing)) ?? 'allowed',
    findings: judged.flatMap(({ license, evaluation, standing }) =>
      standing === 'exempt' || standing === 'allowed'
        ? []
        : [
            tellLicense(component, name, license, {
              ...evaluation,
              model,
              level: settings.models[model].unknown,
            }),
          ],
    ),
  };
}

function expressionOf(license: string, names: LicenseSettings['names']): string {
  const name = license.trim().toLowerCase();
  return (Object.hasOwn(names, name) ? names[name] : undefined) ?? license;
}

function tellMissing(
  { version, place }: SbomComponent,
  name: string,
  level: VettingFinding['level'] & string,
): VettingFinding {
  return {
    rule: 'license/missing',
    level,
    message: `The bill of materials gives no licence for ${name}${version === undefined ? '' : ` ${version}`}; without one, nobody may use it.`,
    help: 'Have the tool that writes the document add licences, or add the one that the project states.',
    place,
    about: `no licence ${name}`,
  };
}

function tellLicense(
  { version, place }: SbomComponent,
  name: string,
  license: string,
  {
    outcome,
    because,
    model,
    level,
  }: LicenseEvaluation & { readonly model: DistributionModel; readonly level: 'deny' | 'warn' },
): VettingFinding {
  const shown = license.length > 200 ? `${license.slice(0, 200)}…` : license;
  const said = `${name}${version === undefined ? '' : ` ${version}`} is under ${shown}: ${because.join('; ')}, in an entry that is ${modelWords[model]}.`;
  const common = { message: said, place, about: `${shown} ${name}` };
  switch (outcome) {
    case 'denied':
      return {
        ...common,
        rule: 'license/denied',
        help: 'Use another package, or ask for an exemption with its reason.',
      };
    case 'review':
      return {
        ...common,
        rule: 'license/review',
        help: 'Have the duties of the licence looked at, and note the outcome as an exemption.',
      };
    case 'unknown':
    case 'allowed':
      return {
        ...common,
        rule: 'license/unknown',
        level,
        help: 'Write an SPDX expression in the bill of materials, or have the licence put on one of the lists.',
      };
  }
}
