import { Ajv2020 } from 'ajv/dist/2020.js';

export const PROVENANCE_V02 = 'https://slsa.dev/provenance/v0.2';
export const PROVENANCE_V1 = 'https://slsa.dev/provenance/v1';

type Digest = Readonly<Record<string, string>>;
type Open = Readonly<Record<string, unknown>>;

export interface PredicateV02 {
  readonly builder: { readonly id: string };
  readonly buildType: string;
  readonly invocation: {
    readonly configSource: { readonly uri: string; readonly digest: Digest; readonly entryPoint?: string };
    readonly parameters?: Open | null;
    readonly environment?: Open | null;
  };
  readonly materials: readonly { readonly uri: string; readonly digest: Digest }[];
}

interface ResourceDescriptor {
  readonly uri?: string;
  readonly digest?: Digest;
}

export interface PredicateV1 {
  readonly buildDefinition: {
    readonly buildType: string;
    readonly externalParameters: {
      readonly workflow?: { readonly ref: string; readonly repository: string; readonly path: string };
      readonly source?: ResourceDescriptor;
      readonly inputs?: Open | null;
      readonly vars?: Open | null;
    };
    readonly internalParameters?: Open;
    readonly resolvedDependencies: readonly ResourceDescriptor[];
  };
  readonly runDetails: { readonly builder: { readonly id: string } };
}

const text = { type: 'string' };
const open = { type: ['object', 'null'] };
const digest = { type: 'object', minProperties: 1, additionalProperties: { type: 'string' } };

/** An object with these fields and no others; those listed last are required. */
function closed(properties: Record<string, object>, required: readonly string[] = []): object {
  return { type: 'object', additionalProperties: false, properties, required };
}

const resource = closed({
  ...{ name: text, uri: text, digest, content: text, downloadLocation: text, mediaType: text },
  annotations: { type: 'object' },
});

const predicateV02 = closed(
  {
    builder: closed({ id: text }, ['id']),
    buildType: text,
    invocation: closed(
      {
        configSource: closed({ uri: text, digest, entryPoint: text }, ['uri', 'digest']),
        parameters: open,
        environment: open,
      },
      ['configSource'],
    ),
    buildConfig: {},
    metadata: closed({
      ...{ buildInvocationID: text, buildInvocationId: text, buildStartedOn: text, buildFinishedOn: text },
      completeness: closed({
        parameters: { type: 'boolean' },
        environment: { type: 'boolean' },
        materials: { type: 'boolean' },
      }),
      reproducible: { type: 'boolean' },
    }),
    materials: { type: 'array', minItems: 1, items: closed({ uri: text, digest }, ['uri', 'digest']) },
  },
  ['builder', 'buildType', 'invocation', 'materials'],
);

const predicateV1 = closed(
  {
    buildDefinition: closed(
      {
        buildType: text,
        externalParameters: closed({
          workflow: closed({ ref: text, repository: text, path: text }, ['ref', 'repository', 'path']),
          source: resource,
          inputs: open,
          vars: open,
        }),
        internalParameters: { type: 'object' },
        resolvedDependencies: { type: 'array', minItems: 1, items: resource },
      },
      ['buildType', 'externalParameters', 'resolvedDependencies'],
    ),
    runDetails: closed(
      {
        builder: closed(
          {
            id: text,
            version: { type: 'object' },
            builderDependencies: { type: 'array', items: resource },
          },
          ['id'],
        ),
        metadata: closed({ invocationId: text, startedOn: text, finishedOn: text }),
        byproducts: { type: 'array', items: resource },
      },
      ['builder'],
    ),
  },
  ['buildDefinition', 'runDetails'],
);

/**
 * Validates predicates by their type; a schema is compiled when it is first used. The schemas are part of the code:
 * checking them against the schema of schemas would cost more than they do.
 */
export const predicateSchemas = new Ajv2020({
  strict: false,
  meta: false,
  validateSchema: false,
  schemas: { [PROVENANCE_V02]: predicateV02, [PROVENANCE_V1]: predicateV1 },
});
