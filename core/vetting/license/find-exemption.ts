import type { DistributionModel, LicenseExemption } from './license-settings.ts';

/** The exemption of a licence of a package; undefined when there is none. */
export function findExemption(
  found: { readonly package: string; readonly license: string; readonly model: DistributionModel },
  exemptions: readonly LicenseExemption[],
): LicenseExemption | undefined {
  return exemptions.find(
    (exemption) =>
      fits(exemption.package, found.package) &&
      (exemption.license === undefined || exemption.license === found.license) &&
      (exemption.models === undefined || exemption.models.includes(found.model)),
  );
}

function fits(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}
