import { STATEMENT_V1 } from '../intoto/read-statement.ts';
import { PROVENANCE_V1, PROVENANCE_V02 } from '../slsa/predicate-schema.ts';
import type { MintedCertificate } from './mint-bundle.ts';

/** A build as it should be; a test changes where it matters. */
export const build = {
  issuer: 'https://token.actions.githubusercontent.com',
  workflow: 'https://github.com/acme/release-workflows/.github/workflows/build.yml',
  builder: 'https://github.com/acme/release-workflows/.github/workflows/build.yml@refs/tags/v4.1.0',
  repository: 'https://github.com/acme/invoice-scanner',
  ref: 'refs/tags/v1.4.2',
  uri: 'git+https://github.com/acme/invoice-scanner@refs/tags/v1.4.2',
  commit: '144a166dda34f8acd505b54f1674b46afc596b8c',
  sha256: '2f1c8a0a0f6d2f1c8a0a0f6d2f1c8a0a0f6d2f1c8a0a0f6d2f1c8a0a0f6d2f1c',
} as const;

/** Fulcio's extensions for the build, by the last number of their object identifier. */
const extensions: Readonly<Record<number, string>> = {
  1: build.issuer,
  2: 'push',
  3: build.commit,
  5: 'acme/invoice-scanner',
  6: build.ref,
  8: build.issuer,
  9: build.builder,
  11: 'github-hosted',
  12: build.repository,
  13: build.commit,
  14: build.ref,
  20: 'push',
};

/** The certificate of the build. An extension that is changed to undefined is left out. */
export function aCertificate(
  changes: Readonly<Record<number, string | undefined>> = {},
  identity: string = build.builder,
): MintedCertificate {
  const all = Object.entries({ ...extensions, ...changes });
  return {
    identity,
    extensions: all.flatMap(([arc, value]) => (value === undefined ? [] : [{ arc: Number(arc), value }])),
  };
}

export function aStatement(predicateType: string, predicate: unknown, changes: object = {}): object {
  return {
    _type: STATEMENT_V1,
    subject: [{ name: 'registry.example.com/invoice-scanner', digest: { sha256: build.sha256 } }],
    predicateType,
    predicate,
    ...changes,
  };
}

export function statementV1(predicate: unknown = predicateV1(), changes: object = {}): object {
  return aStatement(PROVENANCE_V1, predicate, changes);
}

export function statementV02(predicate: unknown = predicateV02(), changes: object = {}): object {
  return aStatement(PROVENANCE_V02, predicate, { _type: 'https://in-toto.io/Statement/v0.1', ...changes });
}

export function predicateV1(definition: object = {}, details: object = {}): object {
  return {
    buildDefinition: {
      buildType: 'https://actions.github.io/buildtypes/workflow/v1',
      externalParameters: {
        workflow: { ref: build.ref, repository: build.repository, path: '.github/workflows/release.yml' },
      },
      internalParameters: { github: { event_name: 'push' } },
      resolvedDependencies: [{ uri: build.uri, digest: { gitCommit: build.commit } }],
      ...definition,
    },
    runDetails: {
      builder: { id: build.builder },
      metadata: { invocationId: `${build.repository}/actions/runs/1/attempts/1` },
      ...details,
    },
  };
}

export function predicateV02(changes: object = {}): object {
  return {
    builder: { id: build.builder },
    buildType: 'https://github.com/slsa-framework/slsa-github-generator/generic@v1',
    invocation: {
      configSource: {
        uri: build.uri,
        digest: { sha1: build.commit },
        entryPoint: '.github/workflows/release.yml',
      },
      parameters: {},
      environment: environmentV02(),
    },
    metadata: {
      buildInvocationID: '1-1',
      completeness: { parameters: true, environment: false, materials: false },
      reproducible: false,
    },
    materials: [{ uri: build.uri, digest: { sha1: build.commit } }],
    ...changes,
  };
}

export function environmentV02(changes: object = {}): object {
  return {
    github_event_name: 'push',
    github_ref: build.ref,
    github_sha1: build.commit,
    github_event_payload: {},
    ...changes,
  };
}

export function invocationV02(
  configSource: object = {},
  environment: object = environmentV02(),
): { readonly invocation: object } {
  return {
    invocation: {
      configSource: { uri: build.uri, digest: { sha1: build.commit }, ...configSource },
      environment,
    },
  };
}
