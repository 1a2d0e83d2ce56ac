import { type Static, Type } from 'typebox';
import { ObjectSettingsSchema } from '../kubernetes-objects/object-settings-schema.ts';
import { TerraformSettingsSchema } from '../terraform/terraform-settings.ts';

const closed = { additionalProperties: false };
const text = Type.String({ minLength: 1 });
const reference = Type.String({ pattern: '^(env:SOUK_SECRET_|file:/|vault:)' });

const Gitops = Type.Object(
  {
    /** Address of the environment repository, as Git takes it. */
    repository: text,
    /** Name of the branch that clusters follow. */
    branch: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._/-]*$' }),
    mode: Type.Union([Type.Literal('commit'), Type.Literal('pull-request')]),
    /** Where the token is found that opens the repository, and GitHub where that is asked for pull requests. */
    token: Type.Optional(reference),
    /** Whose commits they are. */
    author: Type.Optional(
      Type.Object({ name: text, email: Type.String({ pattern: '^\\S+@\\S+$' }) }, closed),
    ),
    /** Where health is asked for. */
    argo: Type.Optional(
      Type.Object(
        {
          url: Type.String({ pattern: '^https?://\\S+$' }),
          token: reference,
          /** Name of an Application, with `{installation}`, `{team}` and `{environment}`. */
          application: Type.String({ pattern: '\\{installation\\}' }),
        },
        closed,
      ),
    ),
    cluster: ObjectSettingsSchema,
  },
  closed,
);

const Kubernetes = Type.Object(
  {
    /** Path of a kubeconfig; the cluster that the controller runs in when absent. */
    kubeconfig: Type.Optional(Type.String({ pattern: '^/' })),
    cluster: ObjectSettingsSchema,
  },
  closed,
);

/** The file of an operator that says where drivers work, beside the local one. */
export const DriverSettingsSchema = Type.Object(
  {
    gitops: Type.Optional(Gitops),
    kubernetes: Type.Optional(Kubernetes),
    terraform: Type.Optional(TerraformSettingsSchema),
  },
  closed,
);

export type GitopsSettings = Static<typeof Gitops>;
export type KubernetesSettings = Static<typeof Kubernetes>;
export type DriverSettings = Static<typeof DriverSettingsSchema>;
