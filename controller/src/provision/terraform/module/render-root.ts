import { canonicalJson } from '@souk/model/audit/canonical-json.ts';
import type { Instance } from '@souk/model/installation/instance.ts';
import type { BackendBlock } from '../state/backend-block.ts';
import type { ModuleArguments } from './argue-module.ts';

/** Name of the output in which the state itself says what it is of. */
export const RECORD_OUTPUT = 'souk';
export const ROOT_FILE = 'main.tf.json';
export const VALUES_FILE = 'souk.auto.tfvars.json';

/** The root module without arguments: enough to install what it calls. */
export function renderSource(backend: BackendBlock, source: string): string {
  return render({ terraform: { backend }, module: { instance: { source } } });
}

/**
 * The root module. Nothing of an installation stands in it but the names of variables that the module itself declares: what
 * is in this file may be an expression, so values lie in another.
 */
export function renderRoot(
  backend: BackendBlock,
  source: string,
  { values, secrets }: ModuleArguments,
): string {
  const configured = [...values.keys()].map((name) => [name, `config_${name}`] as const);
  const secret = [...secrets.keys()].map((name) => [name, secretVariable(name)] as const);
  return render({
    terraform: { backend },
    variable: {
      ...Object.fromEntries(configured.map(([, variable]) => [variable, {}])),
      ...Object.fromEntries(secret.map(([, variable]) => [variable, { type: 'string', sensitive: true }])),
      [RECORD_OUTPUT]: { type: 'string', sensitive: true },
    },
    module: {
      instance: {
        source,
        ...Object.fromEntries(
          [...configured, ...secret].map(([name, variable]) => [name, `\${var.${variable}}`]),
        ),
      },
    },
    // It is no secret; it would only be in the way where a plan is shown.
    output: { [RECORD_OUTPUT]: { value: `\${var.${RECORD_OUTPUT}}`, sensitive: true } },
  });
}

/** The values of the variables, which the CLI takes as they are: in a file of values nothing is an expression. */
export function renderValues(instance: Instance, { values }: ModuleArguments): string {
  const configured = [...values].map(([name, value]) => [`config_${name}`, value]);
  return render({ ...Object.fromEntries(configured), [RECORD_OUTPUT]: canonicalJson(instance) });
}

/** Name of the root module's variable that a secret goes through. */
export function secretVariable(name: string): string {
  return `secret_${name}`;
}

/** A root module that has a state and nothing else. */
export function renderStateRoot(backend: BackendBlock): string {
  return render({ terraform: { backend } });
}

function render(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
