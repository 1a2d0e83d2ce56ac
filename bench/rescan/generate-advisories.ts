import type { Random } from '../generate/random.ts';

/** The packages that the advisories and the bills of materials draw from. */
export const PACKAGES = 20_000;
const ECOSYSTEMS = ['npm', 'Go', 'PyPI', 'Maven'] as const;
const PURL_TYPES = { npm: 'npm', Go: 'golang', PyPI: 'pypi', Maven: 'maven' } as const;
const SEVERITIES = [
  'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
  'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H',
  'CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:L/A:N',
];

export interface NamedPackage {
  readonly ecosystem: (typeof ECOSYSTEMS)[number];
  readonly name: string;
  readonly purl: string;
}

export const ecosystemNames: readonly string[] = ECOSYSTEMS;

/** The package of a number; the same number always names the same one. */
export function packageAt(number: number): NamedPackage {
  const ecosystem = ECOSYSTEMS[number % ECOSYSTEMS.length] ?? 'npm';
  const isMaven = ecosystem === 'Maven';
  const path = isMaven ? `org.example/part-${number}` : `part-${number}`;
  return {
    ecosystem,
    name: isMaven ? path.replace('/', ':') : path,
    purl: `pkg:${PURL_TYPES[ecosystem]}/${path}`,
  };
}

interface GeneratedAdvisory {
  readonly id: string;
  readonly affected: readonly {
    readonly package: { readonly ecosystem: string; readonly name: string };
    readonly ranges: readonly object[];
  }[];
  readonly [field: string]: unknown;
}

/** A record of OSV about one package, with one or two ranges of versions. */
export function generateAdvisory(random: Random, number: number): GeneratedAdvisory {
  const { ecosystem, name } = packageAt(random.int(0, PACKAGES - 1));
  const major = random.int(0, 4);
  const events = [
    { introduced: '0' },
    { fixed: `${major}.${random.int(0, 9)}.0` },
    ...(random.chance(1 / 3) ? [{ introduced: `${major + 1}.0.0` }, { fixed: `${major + 1}.4.1` }] : []),
  ];
  return {
    schema_version: '1.7.0',
    id: `GHSA-${String(number).padStart(4, '0')}-xxxx-xxxx`,
    aliases: [`CVE-2026-${number}`],
    published: '2026-01-01T00:00:00Z',
    summary: `Flaw number ${number}`,
    severity: [{ type: 'CVSS_V3', score: SEVERITIES[number % SEVERITIES.length] }],
    affected: [{ package: { ecosystem, name }, ranges: [{ type: 'ECOSYSTEM', events }] }],
  };
}
