/** Share of apps among the manifests of a generated catalog; the rest are installations, teams and settings. */
const APPS_OF_ALL = 0.65;

/** How many apps to generate for a catalog of about so many manifests of all kinds. */
export function appsOfSize(manifests: number): number {
  return Math.max(1, Math.round(manifests * APPS_OF_ALL));
}
