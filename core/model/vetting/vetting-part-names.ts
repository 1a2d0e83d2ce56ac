/**
 * The parts of looking through entries, by name: the bill of materials itself; the contracts; and all the rest, such as
 * secrets, vulnerabilities, licences, signatures and deploy files.
 */
export const vettingParts = ['sbom', 'vet', 'contract'] as const;

export type VettingPart = (typeof vettingParts)[number];
