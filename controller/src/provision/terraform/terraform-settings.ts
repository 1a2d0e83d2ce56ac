import { type Static, Type } from 'typebox';

const closed = { additionalProperties: false };
const path = Type.String({ pattern: '^/[^\\0]+$' });

/** What an operator writes to say how modules are planned and applied. */
export const TerraformSettingsSchema = Type.Object(
  {
    /** Name or path of OpenTofu or Terraform, such as `tofu` or `/usr/local/bin/terraform`. */
    command: Type.String({ pattern: '^(/[^\\0]+|[A-Za-z0-9][A-Za-z0-9._-]*)$' }),
    /** Where states are kept. `{installation}`, `{team}` and `{environment}` in values are replaced. */
    backend: Type.Object(
      {
        type: Type.String({ pattern: '^[a-z][a-z0-9]*$' }),
        config: Type.Record(Type.String(), Type.String()),
      },
      closed,
    ),
    /** Folder in which providers are kept for all installations. */
    pluginCacheDir: Type.Optional(path),
    /** CLI configuration, such as the address of a mirror of providers. */
    cliConfigFile: Type.Optional(path),
    /** Names of variables of the controller's environment that the CLI and providers get, such as `AWS_ROLE_ARN`. */
    environment: Type.Optional(Type.Array(Type.String())),
    /** Files and folders beside those of the system that the CLI may read, such as that of a workload's token. */
    readable: Type.Optional(Type.Array(path)),
    /** Whether pull requests are told what they would do; they are not when absent. */
    pullPlans: Type.Optional(
      Type.Object(
        {
          /** Last part of the address of the app that publishes Souk's verdict, such as `github-actions`. */
          verdictApp: Type.String({ pattern: '^[a-z0-9][a-z0-9-]*$' }),
        },
        closed,
      ),
    ),
    /** Milliseconds after which one run of the CLI is ended. */
    timeoutMs: Type.Integer({ minimum: 1_000, maximum: 24 * 60 * 60 * 1_000 }),
  },
  closed,
);

export type TerraformSettings = Static<typeof TerraformSettingsSchema>;
