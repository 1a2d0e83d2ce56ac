import { type Rejection, reject } from '../outcome.ts';
import type { ProvenanceExpectation } from './expectation.ts';
import type { BuildFacts } from './verify-provenance.ts';

const RELEASE = /^refs\/tags\/v(\d+)\.(\d+)\.(\d+)$/;
const VERSION_PREFIX = /^v\d+(\.\d+){0,2}$/;

/** Whether all that tell a ref tell the same, and it is the expected branch or tag. */
export function checkRef({ provenance, claims, expected }: BuildFacts): Rejection[] {
  const { ref } = provenance.material;
  const told = [
    ...provenance.refs,
    ...(claims.sourceRepositoryRef === undefined ? [] : [claims.sourceRepositoryRef]),
  ];
  const other = told.find((candidate) => candidate !== ref);
  if (other !== undefined) {
    return [refuse(`The provenance is about ${ref ?? 'no ref'}, and about ${other} too.`)];
  }
  return compareRef(ref ?? '', expected);
}

function compareRef(ref: string, expected: ProvenanceExpectation): Rejection[] {
  const wanted = [
    ...(expected.ref === undefined ? [] : [expected.ref]),
    ...(expected.branch === undefined ? [] : [`refs/heads/${expected.branch}`]),
    ...(expected.tag === undefined ? [] : [`refs/tags/${expected.tag}`]),
  ];
  const wrong = wanted
    .filter((candidate) => candidate !== ref)
    .map((candidate) => refuse(`The artifact was built from ${ref || 'no ref'}, not from ${candidate}.`));
  const { versionedTag } = expected;
  if (versionedTag !== undefined && !isReleaseOf(ref, versionedTag)) {
    wrong.push(
      refuse(`The artifact was built from ${ref || 'no ref'}, which is no release of ${versionedTag}.`),
    );
  }
  return wrong;
}

/** `v1` has the releases `v1.0.0` and `v1.7.2`, but not `v10.0.0` and not `v1.0.0-rc.1`. */
function isReleaseOf(ref: string, versionedTag: string): boolean {
  const release = RELEASE.exec(ref);
  if (release === null || !VERSION_PREFIX.test(versionedTag)) return false;
  return versionedTag
    .slice(1)
    .split('.')
    .every((part, i) => part === release[i + 1]);
}

function refuse(message: string): Rejection {
  return reject('provenance/ref', message, 'Build from the branch or tag that the manifest names.').rejection;
}
