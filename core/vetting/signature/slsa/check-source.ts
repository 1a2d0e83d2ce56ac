import { type Rejection, reject } from '../outcome.ts';
import type { BuildFacts } from './verify-provenance.ts';

const HELP = 'Build from the repository of the entry, and name that one in artifact.source.';
const LEAST_COMMIT_DIGITS = 7;

/** Whether certificate, trigger and material all name the expected source, and one commit of it. */
export function checkSource(facts: BuildFacts): Rejection[] {
  return [...checkCertificate(facts), ...checkAddresses(facts), ...checkCommit(facts), ...checkEvent(facts)];
}

function checkCertificate({ builder, claims, expected }: BuildFacts): Rejection[] {
  if (builder.issuer === undefined || claims.sourceRepositoryUri === expected.source) return [];
  return [
    refuse(
      `The certificate is for a build of ${claims.sourceRepositoryUri ?? 'no repository'}, not of ${expected.source}.`,
    ),
  ];
}

function checkAddresses({ provenance, expected }: BuildFacts): Rejection[] {
  const { material, triggers } = provenance;
  const wrong: Rejection[] = [];
  if (material.repository !== expected.source) {
    wrong.push(
      refuse(`The artifact was built from ${material.repository || 'nothing'}, not from ${expected.source}.`),
    );
  }
  for (const { repository, ref } of triggers) {
    if (repository !== material.repository || ref !== material.ref) {
      wrong.push(
        refuse(
          `The build was triggered for ${repository}@${ref ?? ''}, but built ${material.repository}@${material.ref ?? ''}.`,
        ),
      );
    }
  }
  return wrong;
}

function checkCommit({ provenance, claims, expected }: BuildFacts): Rejection[] {
  const { commit, commits } = provenance;
  if (commit === undefined) return [refuse('The provenance does not tell which commit was built.')];
  const certified = claims.sourceRepositoryDigest;
  const other = [...commits, ...(certified === undefined ? [] : [certified])].find((told) => told !== commit);
  if (other !== undefined)
    return [refuse(`The provenance is about the commit ${commit}, and about ${other} too.`)];
  const wanted = expected.commit;
  if (wanted === undefined || (wanted.length >= LEAST_COMMIT_DIGITS && commit.startsWith(wanted))) return [];
  return [refuse(`The artifact was built from the commit ${commit}, not from ${wanted}.`)];
}

function checkEvent({ provenance, claims }: BuildFacts): Rejection[] {
  const { event } = provenance;
  const certified = claims.buildTrigger;
  if (event === undefined || certified === undefined || event === certified) return [];
  return [refuse(`The provenance says that ${event} started the build; the certificate says ${certified}.`)];
}

function refuse(message: string): Rejection {
  return reject('provenance/source', message, HELP).rejection;
}
