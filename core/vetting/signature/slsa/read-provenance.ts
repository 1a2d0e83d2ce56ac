import type { ErrorObject } from 'ajv/dist/2020.js';
import { isRecord } from '../document/is-record.ts';
import type { Statement } from '../intoto/read-statement.ts';
import { accept, type Outcome, type Rejected, reject } from '../outcome.ts';
import {
  PROVENANCE_V1,
  PROVENANCE_V02,
  type PredicateV1,
  type PredicateV02,
  predicateSchemas,
} from './predicate-schema.ts';
import { parseSourceUri, type SourceUri } from './source-uri.ts';

/** What provenance says, in one form for both versions. */
export interface Provenance {
  readonly predicateType: string;
  readonly builderId: string;
  readonly buildType: string;
  /** The source among the materials. */
  readonly material: SourceUri;
  /** Commit of the material. */
  readonly commit: string | undefined;
  /** Every place that tells what was built, the trigger first: all have to name the material. */
  readonly triggers: readonly SourceUri[];
  /** Commits that are told elsewhere than on the material. */
  readonly commits: readonly string[];
  /** Refs that are told elsewhere than in the addresses. */
  readonly refs: readonly string[];
  readonly event: string | undefined;
  /** What a person gave to a manual run; undefined when nothing tells. */
  readonly inputs: Readonly<Record<string, unknown>> | undefined;
}

export function isProvenance({ predicateType }: Statement): boolean {
  return predicateType.startsWith('https://slsa.dev/provenance/');
}

/** Reads SLSA provenance v0.2 and v1. Fields that the version does not define make it illegible. */
export function readProvenance({ predicateType, predicate }: Statement): Outcome<Provenance> {
  switch (predicateType) {
    case PROVENANCE_V02:
      return predicateSchemas.validate<PredicateV02>(PROVENANCE_V02, predicate)
        ? accept(fromV02(predicate))
        : malformed(`The provenance ${explain(predicateSchemas.errors)}`);
    case PROVENANCE_V1:
      return predicateSchemas.validate<PredicateV1>(PROVENANCE_V1, predicate)
        ? fromV1(predicate)
        : malformed(`The provenance ${explain(predicateSchemas.errors)}`);
    default:
      return malformed(`Provenance of the type ${JSON.stringify(predicateType)} is not known`);
  }
}

function fromV02({ builder, buildType, invocation, materials }: PredicateV02): Provenance {
  const { configSource } = invocation;
  const environment = invocation.environment ?? {};
  const payload = environment['github_event_payload'];
  const inputs = isRecord(payload) ? payload['inputs'] : undefined;
  const [material] = materials;
  return {
    predicateType: PROVENANCE_V02,
    builderId: builder.id,
    buildType,
    material: parseSourceUri(material?.uri ?? ''),
    commit: commitOf(material?.digest),
    triggers: [parseSourceUri(configSource.uri)],
    commits: texts(commitOf(configSource.digest), environment['github_sha1']),
    refs: texts(environment['github_ref']),
    event: texts(environment['github_event_name'])[0],
    inputs: isRecord(inputs) ? inputs : undefined,
  };
}

function fromV1({ buildDefinition, runDetails }: PredicateV1): Outcome<Provenance> {
  const { buildType, externalParameters, internalParameters = {}, resolvedDependencies } = buildDefinition;
  const { workflow, source, inputs } = externalParameters;
  const github = isRecord(internalParameters['github']) ? internalParameters['github'] : {};
  const [material] = resolvedDependencies;
  const triggers = texts(
    workflow === undefined ? undefined : `git+${workflow.repository}@${workflow.ref}`,
    source?.uri,
  );
  if (triggers.length === 0) return malformed('The provenance does not tell what triggered the build');
  return accept({
    predicateType: PROVENANCE_V1,
    builderId: runDetails.builder.id,
    buildType,
    material: parseSourceUri(material?.uri ?? ''),
    commit: commitOf(material?.digest),
    triggers: triggers.map(parseSourceUri),
    commits: texts(commitOf(source?.digest), internalParameters['GITHUB_SHA']),
    refs: texts(internalParameters['GITHUB_REF']),
    event: texts(github['event_name'], internalParameters['GITHUB_EVENT_NAME'])[0],
    inputs: inputs ?? undefined,
  });
}

function commitOf(digest: Readonly<Record<string, string>> | undefined): string | undefined {
  return digest?.['gitCommit'] ?? digest?.['sha1'];
}

function texts(...values: readonly unknown[]): string[] {
  return values.filter((value) => typeof value === 'string');
}

function explain(errors: readonly ErrorObject[] | null | undefined): string {
  const error = errors?.[0];
  const place = error?.instancePath === '' ? 'at its top' : `at ${error?.instancePath}`;
  const unknown: unknown = error?.params['additionalProperty'];
  return typeof unknown === 'string'
    ? `has the unknown field ${JSON.stringify(unknown)} ${place}`
    : `is wrong ${place}: it ${error?.message ?? 'cannot be read'}`;
}

function malformed(what: string): Rejected {
  return reject(
    'provenance/malformed',
    `${what}.`,
    'Attach the provenance that the builder wrote, unchanged.',
  );
}
