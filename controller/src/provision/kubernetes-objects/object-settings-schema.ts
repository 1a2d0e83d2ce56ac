import { Type } from 'typebox';
import type { ObjectSettings } from './object-settings.ts';

const closed = { additionalProperties: false };
const text = Type.String({ minLength: 1 });
const port = Type.Integer({ minimum: 1, maximum: 65_535 });
const label = Type.String({ pattern: '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$' });
const name = Type.String({ maxLength: 253, pattern: '^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$' });

/** What an operator writes to say what a cluster is like. */
export const ObjectSettingsSchema = Type.Unsafe<ObjectSettings>(
  Type.Object(
    {
      environments: Type.Record(
        Type.String(),
        Type.Object(
          {
            namespace: Type.String({ pattern: '^([a-z0-9-]|\\{team\\}|\\{installation\\})+$' }),
            replicas: Type.Integer({ minimum: 1, maximum: 100 }),
          },
          closed,
        ),
      ),
      gatewayNamespace: label,
      // Below 1024 is for root.
      port: Type.Integer({ minimum: 1_024, maximum: 65_535 }),
      egress: Type.Union([
        Type.Object(
          {
            type: Type.Literal('gateway'),
            url: Type.String({ pattern: '^https?://[A-Za-z0-9.-]+:[0-9]{1,5}$' }),
            namespace: label,
            podLabels: Type.Record(Type.String(), text, { minProperties: 1 }),
            port,
          },
          closed,
        ),
        Type.Object({ type: Type.Literal('cilium') }, closed),
      ]),
      secretStore: Type.Object(
        {
          kind: Type.Union([Type.Literal('ClusterSecretStore'), Type.Literal('SecretStore')]),
          name,
          prefix: Type.Optional(Type.String({ pattern: '^[^\\s#]+/$' })),
          handsOutAll: Type.Boolean(),
        },
        closed,
      ),
      resources: Type.Object(
        {
          cpu: Type.String({ pattern: '^\\d+(\\.\\d+)?m?$' }),
          memory: Type.String({ pattern: '^\\d+(\\.\\d+)?(Ki|Mi|Gi|Ti|k|M|G|T)?$' }),
        },
        closed,
      ),
      imagePullSecrets: Type.Optional(Type.Array(name)),
      wasmRuntimeClass: Type.Optional(name),
    },
    closed,
  ),
);
