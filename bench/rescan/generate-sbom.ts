import { wholeFile } from '@souk/model/finding/draft-finding.ts';
import type { Sbom, SbomComponent } from '@souk/vetting/sbom/sbom.ts';
import type { Random } from '../generate/random.ts';
import { PACKAGES, packageAt } from './generate-advisories.ts';

/** The normal form of a bill of materials of one app. */
export function generateSbom(random: Random, components: number): Sbom {
  return {
    format: 'cyclonedx',
    specVersion: '1.6',
    encoding: 'json',
    components: Array.from({ length: components }, (_, index) => generateComponent(random, index)),
    dependencies: {},
    authors: [],
    tools: [],
  };
}

function generateComponent(random: Random, index: number): SbomComponent {
  const { name, purl } = packageAt(random.int(0, PACKAGES - 1));
  const version = `${random.int(0, 7)}.${random.int(0, 9)}.${random.int(0, 9)}`;
  return {
    ref: `component-${index}`,
    name,
    version,
    purl: `${purl}@${version}`,
    licenses: ['MIT'],
    hashes: {},
    place: wholeFile,
  };
}
