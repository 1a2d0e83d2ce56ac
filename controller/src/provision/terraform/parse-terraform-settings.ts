import { Value } from 'typebox/value';
import { type TerraformSettings, TerraformSettingsSchema } from './terraform-settings.ts';

/** They would lie on disk, in the root module and in what `init` remembers of it. */
const credentials =
  /^(password|passwd|token|secret|secret_key|access_key|client_secret|client_certificate_password|sas_token|conn_str|encryption_key|credentials|.*_(password|token|secret))$/;
/** What makes the CLI or the loader do otherwise, and what is ours. */
const ours =
  /^(PATH|HOME|TMPDIR|LD_.*|NODE_.*|SOUK_.*|TF_VAR_.*|TF_CLI_.*|TF_LOG.*|TF_DATA_DIR|TF_WORKSPACE|TF_INPUT)$/;
const placeholders: ReadonlySet<string> = new Set(['{installation}', '{team}', '{environment}']);

/**
 * Settings from what an operator wrote, as JSON.
 * @throws {TypeError} with all that is wrong, never with a value that may be a secret
 */
export function parseTerraformSettings(value: unknown): TerraformSettings {
  if (!Value.Check(TerraformSettingsSchema, value)) {
    const problems = Value.Errors(TerraformSettingsSchema, value).map(
      ({ instancePath, message }) => `terraform${instancePath} ${message}.`,
    );
    throw new TypeError([...new Set(problems)].join(' '));
  }
  const problems = findProblems(value);
  if (problems.length > 0) throw new TypeError(problems.join(' '));
  return value;
}

/** What is wrong with settings whose shape is right, a sentence each. */
function findProblems({ backend, environment = [] }: TerraformSettings): readonly string[] {
  const { type, config } = backend;
  const entries = Object.entries(config);
  const names = entries.map(([name]) => name);
  return [
    ...(type === 'local'
      ? [
          'terraform/backend/type: a local state is lost with the disk of the controller; name a remote backend.',
        ]
      : []),
    ...names
      .filter((name) => !/^[a-z][a-z0-9_]*$/.test(name))
      .map((name) => `terraform/backend/config: ${JSON.stringify(name)} is no name of an argument.`),
    ...names
      .filter((name) => credentials.test(name))
      .map(
        (name) =>
          `terraform/backend/config/${name}: it would lie on disk; name the variable of it in terraform/environment.`,
      ),
    ...entries
      .filter(([, text]) => /[$%]\{|[\p{C}]/u.test(text) || strangePlaceholders(text).length > 0)
      .map(
        ([name]) =>
          `terraform/backend/config/${name}: expected plain text, with {installation}, {team} and {environment} alone in braces.`,
      ),
    ...(entries.some(([, text]) => text.includes('{installation}'))
      ? []
      : [
          'terraform/backend/config: no value names {installation}, so all installations would share one state.',
        ]),
    ...environment
      .filter((name) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || ours.test(name))
      .map((name) => `terraform/environment: ${JSON.stringify(name)} can't be handed on.`),
  ];
}

function strangePlaceholders(text: string): string[] {
  return (text.match(/\{[^}]*\}?/g) ?? []).filter((found) => !placeholders.has(found));
}
