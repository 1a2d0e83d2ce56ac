const text = { type: 'string', minLength: 1 };
const closed = (required: readonly string[], properties: Readonly<Record<string, object>>) => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});
const list = (items: object) => ({ type: 'array', minItems: 1, items });
const texts = { type: 'object', additionalProperties: { type: 'string' } };
const metadata = closed(['name', 'namespace', 'labels'], {
  name: text,
  namespace: text,
  labels: texts,
  annotations: texts,
});
const object = (apiVersion: string, kind: string, spec: object) =>
  closed(['apiVersion', 'kind', 'metadata', 'spec'], {
    apiVersion: { const: apiVersion },
    kind: { const: kind },
    metadata,
    spec,
  });

/** What External Secrets takes, as far as it is used: its CustomResourceDefinition, version v1. */
export const externalSecretSchema = object(
  'external-secrets.io/v1',
  'ExternalSecret',
  closed(['secretStoreRef', 'target', 'data'], {
    refreshInterval: { type: 'string', pattern: '^[0-9]+(s|m|h)$' },
    secretStoreRef: closed(['name'], {
      kind: { enum: ['SecretStore', 'ClusterSecretStore'] },
      name: { type: 'string', maxLength: 253, pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' },
    }),
    target: closed(['name'], {
      name: { type: 'string', maxLength: 253 },
      creationPolicy: { enum: ['Owner', 'Orphan', 'Merge', 'None'] },
      deletionPolicy: { enum: ['Delete', 'Merge', 'Retain'] },
    }),
    data: list(
      closed(['secretKey', 'remoteRef'], {
        secretKey: { type: 'string', minLength: 1, maxLength: 253, pattern: '^[-._a-zA-Z0-9]+$' },
        remoteRef: closed(['key'], {
          key: text,
          property: text,
          conversionStrategy: { enum: ['Default', 'Unicode'] },
          decodingStrategy: { enum: ['Auto', 'Base64', 'Base64URL', 'None'] },
        }),
      }),
    ),
  }),
);

const name = { type: 'string', maxLength: 255, pattern: '^([-a-zA-Z0-9_]+[.]?)+$' };
const names = list(closed(['matchName'], { matchName: name }));
const selector = closed(['matchLabels'], { matchLabels: texts });
const port = closed(['port', 'protocol'], {
  port: { type: 'string', pattern: '^[0-9]{1,5}$' },
  protocol: { enum: ['TCP', 'UDP', 'SCTP', 'ANY'] },
});

/** What Cilium takes, as far as it is used: its CustomResourceDefinition, version v2. A rule names one way to choose its ends. */
export const ciliumPolicySchema = object(
  'cilium.io/v2',
  'CiliumNetworkPolicy',
  closed(['endpointSelector', 'egress'], {
    endpointSelector: selector,
    egress: list({
      oneOf: [
        closed(['toEndpoints', 'toPorts'], {
          toEndpoints: list(selector),
          toPorts: list(
            closed(['ports', 'rules'], { ports: list(port), rules: closed(['dns'], { dns: names }) }),
          ),
        }),
        closed(['toFQDNs', 'toPorts'], {
          toFQDNs: names,
          toPorts: list(closed(['ports'], { ports: list(port) })),
        }),
      ],
    }),
  }),
);
