import { type Rejection, reject } from '../outcome.ts';
import { splitBuilderIdentity } from './trusted-builder.ts';
import type { BuildFacts } from './verify-provenance.ts';

const VERSION_TAG = /^refs\/tags\/v(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;

/** Whether the builder is one release of itself, is the one that the provenance names, and ran where it may. */
export function checkBuilder(facts: BuildFacts): Rejection[] {
  return [
    ...checkBuilderRef(facts),
    ...checkBuilderId(facts),
    ...checkSignerUri(facts),
    ...checkRunner(facts),
  ];
}

function checkBuilderRef({ builder, builderIdentity, claims, provenance }: BuildFacts): Rejection[] {
  const { id, ref } = splitBuilderIdentity(builderIdentity);
  if (builder.ref === 'source') {
    const { repository, ref: builtRef } = provenance.material;
    if (id.startsWith(`${repository}/`) && ref === (claims.sourceRepositoryRef ?? builtRef)) return [];
    return [
      refuse(
        `The builder ${builderIdentity} is not a workflow of ${repository} at the ref that it built.`,
        'Run the workflow from the repository and the ref that it builds.',
      ),
    ];
  }
  if (VERSION_TAG.test(ref)) return [];
  return [
    refuse(
      `The builder was used at ${JSON.stringify(ref)}; only a full version such as refs/tags/v1.2.3 does not move.`,
      'Call the builder with a full version tag, such as @v1.2.3.',
    ),
  ];
}

function checkBuilderId({ builderIdentity, provenance }: BuildFacts): Rejection[] {
  if (provenance.builderId === builderIdentity) return [];
  return [
    refuse(
      `The provenance names the builder ${provenance.builderId}; it was signed by ${builderIdentity}.`,
      'Attach the provenance that the builder wrote, unchanged.',
    ),
  ];
}

function checkSignerUri({ builderIdentity, claims }: BuildFacts): Rejection[] {
  if (claims.buildSignerUri === undefined || claims.buildSignerUri === builderIdentity) return [];
  return [
    refuse(
      `The certificate names both ${builderIdentity} and ${claims.buildSignerUri} as the builder.`,
      'Build again with a workflow that the marketplace trusts.',
    ),
  ];
}

/** From level 2 on, the build has to run on machines that the platform hosts. */
function checkRunner({ builder, claims }: BuildFacts): Rejection[] {
  if (builder.level < 2 || claims.runnerEnvironment !== 'self-hosted') return [];
  return [
    refuse(
      'The build ran on a self-hosted runner, which its owner can tamper with.',
      'Build on runners that the platform hosts.',
    ),
  ];
}

function refuse(message: string, help: string): Rejection {
  return reject('provenance/builder', message, help).rejection;
}
