import type { Instance, InstanceSecret } from '@souk/model/installation/instance.ts';
import { DriverError } from '../../driver.ts';

/** What a module is given. */
export interface ModuleArguments {
  /** By the names of the module's variables. */
  readonly values: ReadonlyMap<string, unknown>;
  readonly secrets: ReadonlyMap<string, InstanceSecret>;
}

/** Arguments of every module call, which no variable can be called. */
const meta: ReadonlySet<string> = new Set([
  ...['source', 'version', 'providers', 'count', 'for_each', 'lifecycle', 'depends_on', 'locals'],
]);
const SUSPENDED = 'suspended';

/**
 * What goes to which variable: a setting to the one of its name, or of its name in snake case; a secret to the one of its
 * name in lower case; and what is known of the installation to those that ask for it.
 *
 * @param declared names of the module's variables
 * @throws {DriverError} `invalid`
 */
export function argueModule(instance: Instance, declared: ReadonlySet<string>): ModuleArguments {
  const values = new Map<string, unknown>();
  const secrets = new Map<string, InstanceSecret>();
  const find = (what: string, candidates: readonly string[]): string => {
    const name = candidates.find((one) => declared.has(one) && isArgument(one));
    if (name === undefined)
      throw invalid(
        `The module has no variable for the ${what}: expected one called ${[...new Set(candidates)].join(' or ')}.`,
      );
    if (name === SUSPENDED)
      throw invalid(
        `The ${what} can't be given: the variable ${SUSPENDED} says whether the installation stands still.`,
      );
    if (values.has(name) || secrets.has(name))
      throw invalid(
        `The variable ${name} of the module is given twice: as the ${what}, and as another setting or secret.`,
      );
    return name;
  };
  for (const [key, value] of Object.entries(instance.config))
    values.set(find(`setting ${JSON.stringify(key)}`, [key, snakeCase(key)]), value);
  for (const secret of instance.secrets)
    secrets.set(find(`secret ${secret.name}`, [secret.name.toLowerCase()]), secret);
  for (const [name, value] of Object.entries(factsOf(instance)))
    if (declared.has(name) && !values.has(name) && !secrets.has(name)) values.set(name, value);
  if (instance.suspended && !declared.has(SUSPENDED))
    throw invalid(
      `It can't be suspended: its module has no variable ${SUSPENDED} that says what stands still. Remove the installation, or give the module that variable.`,
    );
  return { values, secrets };
}

function factsOf({ id, team, environment, costCenter, suspended }: Instance): Record<string, unknown> {
  return {
    ...{ installation: id, team, environment, [SUSPENDED]: suspended },
    ...(costCenter === undefined ? {} : { cost_center: costCenter }),
  };
}

function isArgument(name: string): boolean {
  return /^[A-Za-z_][\w-]*$/.test(name) && !meta.has(name);
}

function snakeCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '_').toLowerCase();
}

function invalid(message: string): DriverError {
  return new DriverError('invalid', message);
}
